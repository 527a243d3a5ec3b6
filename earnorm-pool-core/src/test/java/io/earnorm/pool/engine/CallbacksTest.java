package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.engine.Rig.TestLease;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A user's code, whichever it is, runs while its thread holds no lock of the pool's. */
class CallbacksTest {

    /** Which locks were held at worst, by what was called. */
    private final Map<String, List<String>> held = new TreeMap<>();

    private final Resilience resilience = Resilience.builder()
            .retry(RetryPolicy.builder()
                    .maxAttempts(2)
                    .retryOn(failure -> called("retryOn"))
                    .build())
            .circuitBreaker(CircuitBreakerPolicy.builder()
                    .recordOn(failure -> called("recordOn"))
                    .build())
            .build();

    private final Rig rig = new Rig(
            config -> config.maxSize(2)
                    .validationInterval(Duration.ZERO)
                    .leakDetectionThreshold(Duration.ofSeconds(2))
                    .leakReclaimTimeout(Duration.ofSeconds(10)),
            resilience);

    private boolean called(String callback) {
        held.merge(callback, HeldLocks.byThisThread(), (one, other) -> one.isEmpty() ? other : one);
        return true;
    }

    private void watchEveryCallback() {
        rig.connect = () -> {
            called("connect");
            return new Object();
        };
        rig.validate = connection -> called("validate");
        rig.whenReset = connection -> called("reset");
        rig.whenDestroyed = connection -> called("destroy");
        rig.whenClosed = () -> called("closed");
        rig.whenGivenBack = () -> called("giveBack");
        rig.leaseView = () -> called("leaseView");
        rig.broken = (connection, failure) -> called("isBroken");
        rig.curable = failure -> called("isTransient");
        rig.hook = event -> called(event.replaceAll(" .*", ""));
        resilience.retry().orElseThrow().getEventPublisher().onEvent(event -> called("retryEvent"));
        breaker().getEventPublisher().onEvent(event -> called("breakerEvent"));
    }

    private CircuitBreaker breaker() {
        return resilience.circuitBreaker().orElseThrow();
    }

    @Test
    void noneIsCalledUnderALock() {
        watchEveryCallback();

        useAndBreak();
        cancelTooLate();
        leak();
        failToConnect();
        operate();

        assertThat(held.keySet())
                .contains("connect", "validate", "reset", "destroy", "closed", "giveBack", "leaseView")
                .contains("isBroken", "isTransient", "retryOn", "recordOn", "retryEvent", "breakerEvent", "complaints")
                .contains("poolCreated", "poolReady", "poolPaused", "poolCleared", "poolClosed")
                .contains("created", "ready", "destroyed", "acquireStarted", "acquired", "failed", "released", "leak");
        assertThat(held).allSatisfy((callback, locks) -> assertThat(locks).isEmpty());
    }

    /** Shows that {@link #noneIsCalledUnderALock} would fail if one were. */
    @Test
    void aCallUnderTheLockIsSeen() {
        rig.engine.exchange.change(effects -> called("step"));

        assertThat(held.get("step")).isNotEmpty();
    }

    private void useAndBreak() {
        rig.release(rig.acquire());
        rig.release(rig.acquire()); // Validated before.
        TestLease broken = rig.acquire();
        broken.fail(new IOException("Reset by peer"));
        rig.world.runAll();
        rig.engine.checkHealth(connection -> List.of("complaints " + called("complaints")));
    }

    /** A future is cancelled while its lease is being made. */
    private void cancelTooLate() {
        CompletableFuture<TestLease> future = rig.engine.acquireAsync(TimeUnit.SECONDS.toNanos(5));
        Runnable watching = rig.leaseView;
        rig.leaseView = () -> future.cancel(true);
        rig.world.runAll();
        rig.leaseView = watching;
    }

    private void leak() {
        rig.acquire();
        rig.pass(Duration.ofSeconds(20));
    }

    private void failToConnect() {
        rig.engine.clear();
        rig.connect = () -> {
            throw new IOException("Refused");
        };
        assertThatThrownBy(rig::acquire).isInstanceOf(ConnectionFailedException.class);
        rig.connect = Object::new;
        rig.pass(Duration.ofSeconds(5));
    }

    private void operate() {
        rig.engine.pause(new IOException("Maintenance"));
        assertThatThrownBy(rig::acquire).hasMessageContaining("paused");
        rig.engine.resume();
        breaker().transitionToOpenState();
        rig.pass(Duration.ofSeconds(5));
        rig.engine.resize(1, 1);
        rig.pass(Duration.ofSeconds(5));
        rig.engine.close(0);
        rig.world.runAll();
    }
}
