package io.earnorm.pool.benchmarks.peers;

import com.zaxxer.hikari.util.ConcurrentBag;
import com.zaxxer.hikari.util.ConcurrentBag.IConcurrentBagEntry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** HikariCP's collection, without the pool around it. Filled when it is opened; of a fixed size. */
final class BagPeer implements Peer {

    private final ConcurrentBag<Entry> bag = new ConcurrentBag<>(waiting -> {});
    private final Backend backend;
    private final long timeout;

    BagPeer(Setup setup) throws Exception {
        backend = setup.backend();
        timeout = setup.timeout().toNanos();
        for (int i = 0; i < setup.maxSize(); i++) {
            bag.add(new Entry(backend.connect()));
        }
    }

    @Override
    public @Nullable Object acquire() throws Exception {
        return bag.borrow(timeout, TimeUnit.NANOSECONDS);
    }

    @Override
    public @Nullable Object acquire(Duration timeout) throws Exception {
        return bag.borrow(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Object connection(Object handle) {
        return ((Entry) handle).connection;
    }

    @Override
    public void release(Object handle) {
        bag.requite((Entry) handle);
    }

    @Override
    public void invalidate(Object handle) throws Exception {
        Entry entry = (Entry) handle;
        bag.remove(entry);
        backend.close(entry.connection);
        bag.add(new Entry(backend.connect()));
    }

    @Override
    public void close() {
        bag.close();
        bag.values().forEach(entry -> backend.close(entry.connection));
    }

    /** The state is kept as HikariCP's own entries keep theirs. */
    private static final class Entry implements IConcurrentBagEntry {

        private final AtomicInteger state = new AtomicInteger();
        private final Object connection;

        Entry(Object connection) {
            this.connection = connection;
        }

        @Override
        public boolean compareAndSet(int expected, int next) {
            return state.compareAndSet(expected, next);
        }

        @Override
        public void setState(int next) {
            state.set(next);
        }

        @Override
        public int getState() {
            return state.get();
        }
    }
}
