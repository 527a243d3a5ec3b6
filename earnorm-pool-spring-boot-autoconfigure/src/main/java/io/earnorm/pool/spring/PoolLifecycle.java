package io.earnorm.pool.spring;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.exception.ConnectionFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Fills the pools before the web server starts, and empties them after it has stopped. Between {@link #stop()}
 * and the next {@link #start()}, for example around a checkpoint of the JVM, they hold no connection and no socket.
 */
final class PoolLifecycle implements SmartLifecycle, DisposableBean {

    static final String BEAN_NAME = "earnormPoolLifecycle";

    /** Web servers stop in the phases down to {@code DEFAULT_PHASE - 2048}; requests in flight need connections. */
    private static final int PHASE = DEFAULT_PHASE - 4096;

    private static final Logger LOG = LoggerFactory.getLogger(PoolLifecycle.class);

    private final ConfigurableListableBeanFactory beans;
    private final ConfigurableApplicationContext context;
    private final List<ManagedPool> suspended = new ArrayList<>();
    private final List<ManagedPool> undrained = new ArrayList<>();
    private volatile boolean running;

    PoolLifecycle(ConfigurableListableBeanFactory beans, ConfigurableApplicationContext context) {
        this.beans = beans;
        this.context = context;
    }

    @Override
    public synchronized void start() {
        running = true;
        suspended.forEach(ManagedPool::resume); // Only those that stop() suspended, not those of an operator.
        suspended.clear();
        undrained.clear();
        pools().forEach((beanName, pool) -> {
            beans.registerDependentBean(beanName, BEAN_NAME); // So that destroy() comes before the pool's.
            init(pool);
        });
    }

    private void init(ManagedPool pool) {
        if (pool.state() != PoolState.NEW) {
            return;
        }
        LOG.info("Pool '{}' starts (backend {})", pool.name(), pool.backend());
        try {
            pool.init();
        } catch (ConnectionFailedException e) {
            throw new PoolUnreachableException(pool, setting(pool), e);
        }
    }

    private String setting(ManagedPool pool) {
        return beans.getBean(PoolBeans.class)
                .where(pool.name(), "initialization-fail-timeout")
                .orElse("initializationFailTimeout of its PoolConfig");
    }

    @Override
    public synchronized void stop() {
        running = false;
        List<ManagedPool> open =
                pools().values().stream().filter(PoolLifecycle::isInUse).toList();
        open.forEach(this::beginToDrain);
        long begin = System.nanoTime();
        open.forEach(pool -> awaitDrained(pool, begin)); // One after the other, but all drain at the same time.
    }

    private void beginToDrain(ManagedPool pool) {
        LOG.info(
                "Pool '{}' stops, and waits at most {} ms for {} connections in use",
                pool.name(),
                pool.config().drainTimeout().toMillis(),
                pool.getMetrics().inUse());
        if (pool.state() != PoolState.SUSPENDED) {
            suspended.add(pool);
            pool.suspend();
        }
        pool.clear();
    }

    private void awaitDrained(ManagedPool pool, long begin) {
        Duration drainTimeout = pool.config().drainTimeout();
        if (DrainWatch.await(pool, begin + drainTimeout.toNanos())) {
            LOG.info("Pool '{}' has stopped, every connection is closed", pool.name());
            quiesce(pool);
            return;
        }
        undrained.add(pool);
        LOG.warn(
                "Pool '{}' has {} connections in use after {} ms: they are closed when they come back",
                pool.name(),
                pool.getMetrics().inUse(),
                drainTimeout.toMillis());
    }

    /** When the application ends, beans that are destroyed before the pool may still use what came from its client. */
    private void quiesce(ManagedPool pool) {
        if (pool instanceof Pool<?> single && !context.isClosed()) { // A cluster has only its nodes' connections.
            boolean done = single.quiesce();
            LOG.debug("Pool '{}' {}", pool.name(), done ? "holds no socket" : "could not be quiesced");
        }
    }

    private static boolean isInUse(ManagedPool pool) {
        PoolState state = pool.state();
        return state != PoolState.NEW && state != PoolState.DRAINING && state != PoolState.CLOSED;
    }

    /** Who held a connection for the whole drain timeout is not waited for a second time. */
    @Override
    public synchronized void destroy() {
        undrained.forEach(pool -> pool.close(Duration.ZERO));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Those of this context: those of a parent context have a life cycle of their own. */
    private Map<String, ManagedPool> pools() {
        Map<String, ManagedPool> pools = new LinkedHashMap<>();
        beans.getBeansOfType(ManagedPool.class, false, true).forEach(pools::put);
        return pools;
    }
}
