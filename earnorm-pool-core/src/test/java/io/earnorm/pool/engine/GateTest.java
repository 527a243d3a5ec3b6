package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that wait for something other than a lease. */
class GateTest {

    private final Rig rig = new Rig(config -> config);
    private final Gate gate = rig.engine.exchange.gate;

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    private long in(long seconds) {
        return rig.engine.now() + SECONDS.toNanos(seconds);
    }

    @Test
    void whatIsSoAlreadyIsNotWaitedFor() {
        long before = rig.engine.now();

        assertThat(gate.await(() -> true, in(5))).isTrue();
        assertThat(gate.await(() -> true, before)).as("past its deadline, even").isTrue();

        assertThat(rig.engine.now()).isEqualTo(before);
    }

    @Test
    void theWaitEndsWithTheDeadline() {
        long deadline = in(5);

        assertThat(gate.await(() -> false, deadline)).isFalse();

        assertThat(rig.engine.now()).isEqualTo(deadline);
    }

    @Test
    void theDeadlineIsOverWhenItIsReached() {
        AtomicInteger looks = new AtomicInteger();

        assertThat(gate.await(() -> looks.incrementAndGet() > 1, rig.engine.now()))
                .isFalse();
    }

    @Test
    void theWaitEndsWhenItComesTrue() {
        long change = in(2);
        rig.world.schedule(SECONDS.toNanos(2), () -> {});

        assertThat(gate.await(() -> rig.engine.now() >= change, in(5))).isTrue();

        assertThat(rig.engine.now()).isEqualTo(change);
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        Thread.currentThread().interrupt();

        assertThat(gate.await(() -> false, in(5))).isFalse();

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void whoWaitsIsKnownForAsLongAsItWaits() {
        List<Boolean> awaited = new ArrayList<>();
        assertThat(gate.isAwaited()).isFalse();

        gate.await(() -> awaited.add(gate.isAwaited()), in(1));

        assertThat(awaited).containsExactly(true);
        assertThat(gate.isAwaited()).isFalse();
    }
}
