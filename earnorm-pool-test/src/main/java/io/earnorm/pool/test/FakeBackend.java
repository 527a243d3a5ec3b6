package io.earnorm.pool.test;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.PoolBackend;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A backend in memory, whose connections are objects of the test's own. It can refuse and fall silent as a server
 * does, and knows how many connections are open. Thread-safe.
 *
 * <p>As a bean, or registered with {@link io.earnorm.pool.PoolRegistry}, it is what {@code earnorm.pool.custom} pools of its name connect
 * to; without Spring {@link #pool} makes pools.
 *
 * @param <C> the connection
 */
public final class FakeBackend<C> implements PoolBackend {

    private final String name;
    private final Supplier<? extends C> connections;
    private final Set<C> open = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean refuses;
    private volatile CountDownLatch silence = new CountDownLatch(0);

    /**
     * Creates a backend, which answers.
     *
     * @param name what pools call their {@code type}
     * @param connections makes a new connection each time
     */
    public FakeBackend(String name, Supplier<? extends C> connections) {
        this.name = name;
        this.connections = connections;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FakePool<C> create(PoolOptions options) {
        return new FakePool<>(this, options);
    }

    /**
     * Makes a pool, not started.
     *
     * @param pool its name
     * @param config its settings
     * @return a pool that the caller closes
     */
    public FakePool<C> pool(String pool, PoolConfig config) {
        return create(PoolOptions.builder().name(pool).config(config).build());
    }

    /** Refuses to connect, and calls connections dead that are asked, until {@link #accept()}. */
    public void refuse() {
        refuses = true;
    }

    /** Ends {@link #refuse()} and {@link #fallSilent()}. */
    public void accept() {
        refuses = false;
        silence.countDown();
    }

    /** Answers nothing until {@link #accept()}: who connects or validates waits as long as the pool lets it. */
    public void fallSilent() {
        silence = new CountDownLatch(1);
    }

    /**
     * How many connections are open now.
     *
     * @return those made and not yet destroyed
     */
    public int openConnections() {
        return open.size();
    }

    /**
     * How many connections were made so far.
     *
     * @return open ones and those destroyed
     */
    public int madeConnections() {
        return made.get();
    }

    private C connect() throws IOException {
        answer();
        C connection = connections.get();
        made.incrementAndGet();
        open.add(connection);
        return connection;
    }

    private void answer() throws IOException {
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Nobody waits for '%s' any more".formatted(name));
        }
        if (refuses) {
            throw new IOException("'%s' refuses".formatted(name));
        }
    }

    /**
     * A pool of a {@link FakeBackend}.
     *
     * @param <C> the connection
     */
    public static final class FakePool<C> extends BasePool<C> {

        private final FakeBackend<C> backend;

        private FakePool(FakeBackend<C> backend, PoolOptions options) {
            super(backend.name, options);
            this.backend = backend;
        }

        @Override
        public String backend() {
            return backend.name;
        }

        @Override
        protected C createConnection() throws IOException {
            return backend.connect();
        }

        @Override
        protected boolean validateConnection(C connection) throws IOException {
            backend.answer();
            return true;
        }

        @Override
        protected void destroyConnection(C connection) {
            backend.open.remove(connection);
        }
    }
}
