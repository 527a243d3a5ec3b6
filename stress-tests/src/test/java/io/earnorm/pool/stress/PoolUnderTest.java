package io.earnorm.pool.stress;

import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.LeaseFactory;
import io.earnorm.pool.engine.PoolEngine;
import io.earnorm.pool.engine.Slot;
import io.earnorm.pool.engine.Surroundings;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;

/** The engine, so that each operation says in a word what came of it. Each thread holds one lease at most. */
final class PoolUnderTest implements LeaseFactory<Connection, Held> {

    private static final long A_MOMENT = 1_000;

    /** Strict: with a bound an acquire may overtake those who wait where tryAcquire may not, and no order explains that. */
    private static final PoolConfig CONFIG = PoolConfig.builder()
            .fairness(Fairness.STRICT)
            .minSize(0)
            .maxSize(PoolSpecification.MAX_SIZE)
            .maxIdleTime(Duration.ZERO)
            .maxLifetime(Duration.ZERO)
            .keepaliveTime(Duration.ZERO)
            .initializationFailTimeout(Duration.ofMillis(-1))
            .build();

    final TimelessWorld world = new TimelessWorld();
    private final PoolEngine<Connection, Held> engine;
    private final Held[] held = new Held[PoolSpecification.THREADS];

    PoolUnderTest() {
        engine = new PoolEngine<>(
                "lincheck",
                CONFIG,
                new Backend(PoolSpecification.MAX_SIZE),
                this,
                Resilience.disabled(),
                new Surroundings(world, world, world, () -> 0));
        engine.init();
        fill();
    }

    /** So that threads meet at idle connections at once. */
    private void fill() {
        for (int i = 0; i < PoolSpecification.MAX_SIZE; i++) {
            acquire(i);
        }
        for (int i = 0; i < PoolSpecification.MAX_SIZE; i++) {
            release(i);
        }
    }

    String acquire(int thread) {
        if (held[thread] != null) {
            return "holds";
        }
        try {
            return hold(thread, engine.acquire(A_MOMENT));
        } catch (PoolClosedException e) {
            return "closed";
        } catch (PoolException e) {
            return "nothing";
        }
    }

    String tryAcquire(int thread) {
        if (held[thread] != null) {
            return "holds";
        }
        Held found = engine.tryAcquire();
        return found == null ? "nothing" : hold(thread, found);
    }

    private String hold(int thread, Held lease) {
        held[thread] = lease;
        return lease.connection().holders.incrementAndGet() > 1 ? "shared" : "leased";
    }

    String release(int thread) {
        Held lease = letGo(thread);
        return lease == null ? "none" : String.valueOf(lease.slot().release(lease.stamp()));
    }

    String invalidate(int thread) {
        Held lease = letGo(thread);
        if (lease == null) {
            return "none";
        }
        lease.invalidate();
        return "true";
    }

    private Held letGo(int thread) {
        Held lease = held[thread];
        held[thread] = null;
        if (lease != null) {
            lease.connection().holders.decrementAndGet();
        }
        return lease;
    }

    void clear() {
        engine.clear();
    }

    void resize(int maxSize) {
        engine.resize(0, maxSize);
    }

    void close() {
        engine.close(0);
    }

    @Override
    public Held lease(Slot<Connection> slot, long stamp) {
        return new Held(slot, stamp, slot.connection());
    }

    @Override
    public void giveBack(Held lease) {
        lease.slot().release(lease.stamp());
    }
}
