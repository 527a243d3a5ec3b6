package io.earnorm.pool.samples.plainjava;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** The pools without Spring. */
public final class PlainJavaSample {

    private PlainJavaSample() {}

    /**
     * Runs the sample.
     *
     * @param args none
     * @throws IOException if a printer fails for good, which would be a bug
     */
    public static void main(String[] args) throws IOException {
        run(System.out);
    }

    static void run(PrintStream out) throws IOException {
        PrinterDemo.run(out);
        mongo(out);
        redis(out);
    }

    private static void mongo(PrintStream out) {
        MongoServer server = new MongoServer(new MemoryBackend());
        try {
            MongoDemo.run(server.bindAndGetConnectionString(), out);
        } finally {
            server.shutdownNow();
        }
    }

    private static void redis(PrintStream out) throws IOException {
        Optional<LocalRedis> server = LocalRedis.start();
        if (server.isEmpty()) {
            out.println("redis: left out, because no redis-server could be started here");
            return;
        }
        try (LocalRedis redis = server.get()) {
            RedisDemo.run(redis.uri(), out);
        }
    }
}
