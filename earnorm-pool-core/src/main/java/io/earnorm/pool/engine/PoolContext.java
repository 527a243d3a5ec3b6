package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;

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

    /** Whether a connection that was good a tick of the coarse clock ago can be lent without another look. */
    final boolean trusting;

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
        this.trusting = isLongerThanATick(config.validationInterval(), config.validateOnBorrow())
                && isLongerThanATick(config.maxIdleTime(), !config.maxIdleTime().isZero());
        this.events = new Events(name);
        this.recorder = new Recorder();
    }

    /** Nanoseconds since the pool was made; at least 1, so that zero can mean "never". */
    long now() {
        return clock.nanoTime() - origin;
    }

    /** The tick of the coarse clock, or {@link Slot#NONE}. */
    long tick() {
        long tick = clock.coarseTime();
        return tick == EngineClock.STOPPED ? Slot.NONE : tick;
    }

    private static boolean isLongerThanATick(Duration time, boolean matters) {
        return !matters || time.toNanos() > 2 * EngineClock.COARSE_NANOS;
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
