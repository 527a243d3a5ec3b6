package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.Resilience;

/** What the parts of one engine share: who the pool is, how it is set up, and what time it is. */
final class PoolContext<C> {

    final String name;
    final Connector<C> connector;
    final Resilience resilience;
    final Surroundings surroundings;
    final Workers workers;
    final Events events;
    final Recorder recorder;

    /** Whether it is noted where connections are acquired. */
    final boolean traced;

    /** For how long after its use a connection may be lent without another thought, by the coarse clock. */
    final long freshFor;

    private final EngineClock clock;
    private final long origin;
    private volatile PoolConfig config;
    private volatile long firstUse;

    PoolContext(
            String name, PoolConfig config, Connector<C> connector, Resilience resilience, Surroundings surroundings) {
        this.name = name;
        this.config = config;
        this.connector = connector;
        this.resilience = resilience;
        this.surroundings = surroundings;
        this.workers = surroundings.workers();
        this.clock = surroundings.clock();
        this.origin = clock.nanoTime() - 1;
        this.traced = !config.leakDetectionThreshold().isZero()
                || !config.leakReclaimTimeout().isZero();
        this.freshFor = freshFor(config);
        this.events = new Events(name);
        this.recorder = new Recorder();
    }

    /** Nanoseconds since the pool was made; at least 1, so that zero can mean "never". */
    long now() {
        return clock.nanoTime() - origin;
    }

    /** The same, but a little behind; or the end of time, so that nothing seems fresh, while nobody keeps it. */
    long coarse() {
        long time = clock.coarseTime();
        return time == EngineClock.STOPPED ? Long.MAX_VALUE : time - origin;
    }

    void keepCoarse() {
        if (clock.coarseTime() == EngineClock.STOPPED) {
            clock.keepCoarseTime();
        }
    }

    /** Both ends of the time are read on the coarse clock, so it may seem shorter than it is. */
    private static long freshFor(PoolConfig config) {
        long interval = config.validateOnBorrow() ? config.validationInterval().toNanos() : Long.MAX_VALUE / 2;
        long longestIdle = config.maxIdleTime().toNanos();
        long fresh = longestIdle == 0 ? interval : Math.min(interval, longestIdle);
        return fresh - EngineClock.COARSE_NANOS;
    }

    /** The pool is used for the first time. */
    void used() {
        firstUse = now();
    }

    /** How long ago that was; zero while it was never used. */
    long uptime() {
        long since = firstUse;
        return since == 0 ? 0 : now() - since;
    }

    /** The point in time, or the end of time when that is further than a {@code long} reaches. */
    static long deadline(long now, long timeoutNanos) {
        long deadline = now + timeoutNanos;
        return deadline < 0 ? Long.MAX_VALUE : deadline;
    }

    PoolConfig config() {
        return config;
    }

    void config(PoolConfig config) {
        this.config = config;
    }
}
