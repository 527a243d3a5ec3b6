package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often connecting may fail before those that wait give up. */
class PatienceTest {

    private final AtomicInteger attempts = new AtomicInteger();

    private Rig rigThatFails(Resilience resilience) {
        Rig rig = new Rig(config -> config, resilience);
        rig.connect = () -> {
            attempts.incrementAndGet();
            throw new IOException("Refused");
        };
        return rig;
    }

    @Test
    void asOftenAsTheRetryPolicyAllows() {
        Rig rig = rigThatFails(Resilience.builder()
                .retry(RetryPolicy.builder()
                        .maxAttempts(3)
                        .maxDuration(Duration.ofHours(1))
                        .build())
                .build());

        assertThatThrownBy(rig::acquire).isInstanceOf(ConnectionFailedException.class);

        assertThat(attempts).hasValue(3);
    }

    @Test
    void untilTheDeadlineWhereThereIsNoPolicy() {
        Rig rig = rigThatFails(Resilience.disabled());

        assertThatThrownBy(rig::acquire).isInstanceOf(PoolTimeoutException.class);

        assertThat(attempts).hasValueGreaterThan(50);
    }

    @Test
    void onceWhereTheBackendSaysThatItWillNotGetBetter() {
        Rig rig = rigThatFails(Resilience.disabled());
        rig.curable = failure -> false;

        assertThatThrownBy(rig::acquire).isInstanceOf(ConnectionFailedException.class);

        assertThat(attempts).hasValue(1);
    }

    @Test
    void notAtAllForAnAttemptWhileAnotherSucceeds() {
        Rig rig = new Rig(config -> config.maxSize(2).maxConnecting(2));
        rig.connect = () -> {
            rig.connect = Object::new;
            throw new IOException("Refused");
        };
        rig.curable = failure -> {
            rig.engine.resize(0, 1); // One for both of them.
            rig.world.runAll(); // To judge takes its time; meanwhile the other attempt ends.
            return false;
        };
        long timeout = Duration.ofSeconds(5).toNanos();
        List<CompletableFuture<TestLease>> both =
                List.of(rig.engine.acquireAsync(timeout), rig.engine.acquireAsync(timeout));

        rig.world.runAll();
        rig.release(both.get(0).join());
        rig.world.runAll();

        assertThat(both.get(1)).isCompleted();
    }
}
