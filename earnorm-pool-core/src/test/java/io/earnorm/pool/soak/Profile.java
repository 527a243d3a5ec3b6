package io.earnorm.pool.soak;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.Fairness;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import java.time.Duration;

/** How a pool of the soak is set up. */
enum Profile {

    /** The defaults, but for the size. */
    PLAIN {
        @Override
        PoolConfig.Builder config() {
            return super.config().initializationFailTimeout(Duration.ofMillis(500));
        }
    },

    /** Made larger and smaller all the time; trusts no connection. */
    RESIZED {
        @Override
        PoolConfig.Builder config() {
            return super.config().testOnReturn(true).validationInterval(Duration.ZERO);
        }
    },

    /** Some of its users forget to close their leases. */
    LEAKING {
        @Override
        PoolConfig.Builder config() {
            return super.config()
                    .fairness(Fairness.STRICT)
                    .leakDetectionThreshold(Duration.ofMillis(500))
                    .leakReclaimTimeout(Duration.ofSeconds(1))
                    .maxPending(30);
        }
    },

    /** Its connections do not live long, and a breaker pauses it. */
    GUARDED {
        @Override
        PoolConfig.Builder config() {
            return super.config()
                    .minSize(2)
                    .maxIdleTime(Duration.ofMillis(50))
                    .maxLifetime(Duration.ofMillis(200))
                    .keepaliveTime(Duration.ofMillis(40));
        }

        @Override
        Resilience resilience() {
            return Resilience.builder()
                    .retry(RetryPolicy.builder()
                            .maxAttempts(3)
                            .backoff(Duration.ofMillis(5))
                            .build())
                    .circuitBreaker(CircuitBreakerPolicy.builder()
                            .open(Duration.ofMillis(300))
                            .build())
                    .build();
        }
    };

    static final Duration CONNECTION_TIMEOUT = Duration.ofMillis(500);
    static final int SIZE = 5;
    static final int LARGEST = 8;

    PoolConfig.Builder config() {
        return PoolConfig.builder()
                .minSize(1)
                .maxSize(SIZE)
                .connectionTimeout(CONNECTION_TIMEOUT)
                .connectTimeout(Duration.ofMillis(200))
                .validationTimeout(Duration.ofMillis(150))
                .initializationFailTimeout(Duration.ofMillis(-1))
                .drainTimeout(Duration.ofMillis(500));
    }

    Resilience resilience() {
        return Resilience.disabled();
    }

    PoolOptions options() {
        return PoolOptions.builder()
                .name("soak-" + name())
                .config(config().build())
                .resilience(resilience())
                .build();
    }
}
