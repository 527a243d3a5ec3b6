package io.earnorm.pool.samples.quickstart.servers;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** MongoDB's protocol over memory, inside this process. */
final class LocalMongo {

    private LocalMongo() {}

    static LocalServer start() {
        MongoServer server = new MongoServer(new MemoryBackend());
        return new LocalServer(
                "an in-memory MongoDB on " + server.bind(), server.getConnectionString(), server::shutdownNow);
    }
}
