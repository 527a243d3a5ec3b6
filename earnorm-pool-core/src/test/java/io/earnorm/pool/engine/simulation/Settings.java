package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A pool's settings, from a seed. Each that can be off is off in some. */
final class Settings {

    private final Dice dice;

    Settings(Dice dice) {
        this.dice = dice;
    }

    /** Plain is as most pools are: leases may go the short way. In a brisk one arrivals overtake for a moment. */
    PoolConfig config(boolean plain, boolean brisk) {
        PoolConfig.Builder builder = builder();
        if (plain) {
            builder.validateOnBorrow(dice.percent(50))
                    .validationInterval(Duration.ofMillis(dice.between(15, 200)))
                    .maxIdleTime(offOr(60, 20, 200))
                    .testOnReturn(false)
                    .leakDetectionThreshold(Duration.ZERO)
                    .leakReclaimTimeout(Duration.ZERO);
        }
        if (brisk) {
            builder.fairness(Fairness.BOUNDED)
                    .fairnessBound(Duration.ofNanos(dice.between(1_000_000, 2_500_000)))
                    .maxLifetime(Duration.ZERO)
                    .testOnReturn(false);
        }
        return builder.build();
    }

    private PoolConfig.Builder builder() {
        int maxSize = dice.between(1, dice.percent(80) ? 3 : 6);
        return PoolConfig.builder()
                .maxSize(maxSize)
                .minSize(dice.percent(60) ? 0 : dice.below(maxSize + 1))
                .maxIdleTime(offOr(60, 1, 50))
                .maxLifetime(offOr(60, 1, 100))
                .lifetimeJitter(dice.percent(50) ? 0 : 0.5)
                .connectTimeout(offOr(25, 1, 40))
                .fairness(dice.percent(50) ? Fairness.STRICT : Fairness.BOUNDED)
                .fairnessBound(offOr(20, 1, 10))
                .validateOnBorrow(dice.percent(50))
                .testOnReturn(dice.percent(20))
                .validationInterval(offOr(30, 1, 10))
                .validationTimeout(offOr(20, 1, dice.percent(70) ? 20 : 250))
                .keepaliveTime(offOr(60, 1, 50))
                .maxConnecting(dice.between(1, 3))
                .maxPending(dice.percent(70) ? Integer.MAX_VALUE : dice.below(3))
                .leakDetectionThreshold(offOr(75, 1, 30))
                .leakReclaimTimeout(offOr(80, 5, 60))
                .initializationFailTimeout(dice.percent(60) ? Duration.ofMillis(-1) : offOr(30, 1, 20))
                .drainTimeout(offOr(30, 1, 30));
    }

    private Duration offOr(int percentOff, int leastMillis, int mostMillis) {
        return dice.percent(percentOff) ? Duration.ZERO : Duration.ofMillis(dice.between(leastMillis, mostMillis));
    }

    /** In some worlds with a breaker, in some with a retry, each on the world's time. */
    Resilience resilience(LongSupplier nanoTime) {
        boolean breaker = dice.percent(15);
        boolean retry = dice.percent(10);
        if (!breaker && !retry) {
            return Resilience.disabled();
        }
        var builder = Resilience.builder().name("simulated").clock(nanoTime);
        if (breaker) {
            int window = dice.between(2, 6);
            builder.circuitBreaker(CircuitBreakerPolicy.builder()
                    .slidingWindowSize(window)
                    .minimumCalls(dice.between(1, window))
                    .halfOpenCalls(dice.between(1, 3))
                    .open(Duration.ofMillis(dice.between(50, 2_000)))
                    .build());
        }
        if (retry) {
            builder.retry(RetryPolicy.builder()
                    .maxAttempts(dice.between(1, 3))
                    .backoff(Duration.ofMillis(10))
                    .build());
        }
        return builder.build();
    }
}
