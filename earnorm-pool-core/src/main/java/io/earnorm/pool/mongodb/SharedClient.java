package io.earnorm.pool.mongodb;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoDriverInformation;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one client of a pool: made when it is first needed, closed with the pool unless the application made it.
 *
 * <p>A client's number of sockets is fixed. When the pool has grown beyond it, a bigger client takes the place of the old
 * one, which is closed when the last connection has moved on.
 */
final class SharedClient {

    private final IntFunction<MongoClient> maker;
    private final boolean owned;
    private final boolean grows;
    private final Lock lock = new ReentrantLock(); // Not a monitor: making a client may ask DNS.
    private final List<Generation> all = new ArrayList<>(); // Under the lock.
    private volatile @Nullable Generation current; // Written under the lock.
    private volatile int quiescings; // Written under the lock.
    private boolean closed;

    private SharedClient(IntFunction<MongoClient> maker, boolean owned, boolean grows) {
        this.maker = maker;
        this.owned = owned;
        this.grows = grows;
    }

    static SharedClient madeOf(ClientSettings settings) {
        MongoDriverInformation self =
                MongoDriverInformation.builder().driverName("earnorm-pool").build();
        return new SharedClient(
                leases -> {
                    MongoClientSettings asked = settings.build(leases); // Here: it may ask DNS, and the user.
                    return Uninterrupted.call("earnorm-mongodb-client", () -> MongoClients.create(asked, self));
                },
                true,
                settings.followTheSize());
    }

    static SharedClient ofApplication(MongoClient client) {
        return new SharedClient(leases -> client, false, false);
    }

    /**
     * The client for those who need no lease. It stays open for as long as the pool: nobody knows who goes on using it. When
     * making it fails, the next call tries again.
     *
     * @param leases how many there may be at once
     */
    MongoClient lend(int leases) {
        return locked(() -> {
            Generation generation = bigEnough(leases);
            generation.lent = true;
            return generation.client;
        });
    }

    /** A seat for a new connection. When making the client fails, the next call tries again. */
    Seat seat(int leases) {
        return locked(() -> {
            Generation generation = bigEnough(leases);
            generation.seats++;
            return new Seat(this, generation);
        });
    }

    /** The client if there is one; never makes one. */
    Optional<MongoClient> peek() {
        return Optional.ofNullable(current).map(generation -> generation.client);
    }

    /** Whether there is a socket for health checks, however busy the leases are. */
    boolean hasSpareSocket() {
        return grows;
    }

    /** How often clients were closed although somebody may go on using what came from them. */
    int quiescings() {
        return quiescings;
    }

    boolean isCurrent(Generation generation) {
        Generation now = current;
        return now == generation || now == null;
    }

    /** Moves a seat to the client of now. */
    Generation move(Generation from) {
        Generation to = locked(() -> {
            Generation now = current;
            if (now == null) {
                return from; // Closed meanwhile.
            }
            from.seats--;
            now.seats++;
            return now;
        });
        closeUnused();
        return to;
    }

    /**
     * The next connection brings a new client, unless somebody goes on using this one without a lease. For a client that a new
     * one can do better than: with what DNS, or the one who knows the password, says now.
     */
    void retire(Generation generation) {
        locked(() -> {
            if (owned && current == generation && !generation.lent) {
                current = null;
            }
            return generation;
        });
    }

    void leave(Generation generation) {
        locked(() -> generation.seats--);
        closeUnused();
    }

    /** Closes what no connection uses, lent or not. The next who needs a client has a new one made. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // Under the lock.
    void quiesce() {
        locked(() -> {
            current = null;
            all.forEach(generation -> generation.lent = false);
            quiescings = quiescings + 1;
            return all;
        });
        closeUnused();
    }

    void close() {
        List<Generation> left = locked(() -> {
            closed = true;
            current = null;
            List<Generation> remaining = List.copyOf(all);
            all.clear();
            return remaining;
        });
        close(left);
    }

    /** Under the lock. */
    private Generation bigEnough(int leases) {
        if (closed) {
            throw new IllegalStateException("The pool is closed");
        }
        Generation now = current;
        if (now == null || (grows && now.leases < leases)) {
            now = new Generation(maker.apply(leases), leases);
            all.add(now);
            current = now;
        }
        return now;
    }

    private void closeUnused() {
        close(locked(() -> {
            List<Generation> unused = all.stream()
                    .filter(generation -> generation != current && generation.seats == 0 && !generation.lent)
                    .toList();
            all.removeAll(unused);
            return unused;
        }));
    }

    /** Outside of the lock: the driver says good-bye to the server. */
    private void close(List<Generation> generations) {
        if (owned) {
            generations.forEach(generation -> generation.client.close());
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** A client, and who uses it. */
    static final class Generation {
        final MongoClient client;
        final int leases;
        /** With {@link #lent} under the lock. */
        int seats;

        boolean lent;

        Generation(MongoClient client, int leases) {
            this.client = client;
            this.leases = leases;
        }
    }
}
