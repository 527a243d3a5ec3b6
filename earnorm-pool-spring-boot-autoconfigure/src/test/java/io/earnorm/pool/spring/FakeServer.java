package io.earnorm.pool.spring;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.PoolBackend;
import io.earnorm.pool.PoolOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend in memory, which can be stopped and started, and counts what is asked of it. */
public final class FakeServer implements PoolBackend {

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger pings = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final ConcurrentHashMap<String, PoolOptions> options = new ConcurrentHashMap<>();
    private volatile boolean up = true;
    private volatile CountDownLatch silence = new CountDownLatch(0);

    @Override
    public String name() {
        return "fake";
    }

    /** Says what its pools are, so that they can be injected as that. */
    @Override
    public FakePool create(PoolOptions options) {
        this.options.put(options.name("fake"), options);
        return new FakePool(this, options);
    }

    /** The options that a pool was made with. */
    public PoolOptions optionsOf(String pool) {
        PoolOptions found = options.get(pool);
        if (found == null) {
            throw new AssertionError("No pool '%s' was made, only %s".formatted(pool, options.keySet()));
        }
        return found;
    }

    /** Refuses from now on; connections break. */
    public void stop() {
        up = false;
    }

    /** Accepts again. */
    public void start() {
        up = true;
    }

    /** Answers nothing from now on, like a server behind a firewall that drops packets. */
    public void fallSilent() {
        silence = new CountDownLatch(1);
    }

    /** Answers again. */
    public void speak() {
        silence.countDown();
    }

    /** How often a connection was validated. */
    public int pings() {
        return pings.get();
    }

    /** How often it refused to answer. */
    public int refusals() {
        return refusals.get();
    }

    /** How many connections are open. */
    public int connections() {
        return open.size();
    }

    private void check() throws IOException {
        try {
            silence.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("given up");
        }
        if (!up) {
            refusals.incrementAndGet();
            throw new IOException("Connection refused");
        }
    }

    /** A connection. */
    public final class Connection {

        /**
         * Asks the server for something.
         *
         * @return something
         * @throws IOException if the server is down
         */
        public String ask() throws IOException {
            check();
            return "something";
        }
    }

    /** A pool of them. */
    public static final class FakePool extends BasePool<Connection> {

        private final FakeServer server;

        /**
         * Creates a pool.
         *
         * @param server where its connections go
         * @param options its options
         */
        public FakePool(FakeServer server, PoolOptions options) {
            super("fake", options);
            this.server = server;
        }

        @Override
        public String backend() {
            return "fake";
        }

        @Override
        protected Connection createConnection() throws IOException {
            server.check();
            Connection connection = server.new Connection();
            server.open.add(connection);
            return connection;
        }

        @Override
        protected void destroyConnection(Connection connection) {
            server.open.remove(connection);
        }

        @Override
        protected boolean validateConnection(Connection connection) throws IOException {
            server.pings.incrementAndGet();
            server.check();
            return true;
        }
    }
}
