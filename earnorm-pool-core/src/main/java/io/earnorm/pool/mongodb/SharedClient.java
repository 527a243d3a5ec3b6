package io.earnorm.pool.mongodb;

import com.mongodb.MongoDriverInformation;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one client of a pool: made when it is first needed, closed with the pool unless the application made it. */
final class SharedClient {

    private final Supplier<MongoClient> maker;
    private final boolean owned;
    private final Lock lock = new ReentrantLock(); // Not a monitor: making a client may ask DNS.
    private volatile @Nullable MongoClient client; // Written under the lock.
    private boolean closed;

    private SharedClient(Supplier<MongoClient> maker, boolean owned) {
        this.maker = maker;
        this.owned = owned;
    }

    static SharedClient madeOf(ClientSettings settings) {
        MongoDriverInformation self =
                MongoDriverInformation.builder().driverName("earnorm-pool").build();
        return new SharedClient(() -> MongoClients.create(settings.build(), self), true);
    }

    static SharedClient ofApplication(MongoClient client) {
        return new SharedClient(() -> client, false);
    }

    /** When making it fails, the next call tries again. */
    MongoClient get() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The pool is closed");
            }
            MongoClient made = client == null ? maker.get() : client;
            client = made;
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** The client if there is one; never makes one. */
    Optional<MongoClient> peek() {
        return Optional.ofNullable(client);
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            MongoClient made = client;
            client = null;
            if (owned && made != null) {
                made.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
