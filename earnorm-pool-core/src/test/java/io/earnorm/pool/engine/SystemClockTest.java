package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The coarse time is kept for a second at a time, and only when asked for. */
class SystemClockTest {

    private final Queue<Runnable> ticks = new ArrayDeque<>();
    private final List<Long> delays = new ArrayList<>();
    private boolean refuses;

    private final SystemClock clock = new SystemClock(new Workers() {
        @Override
        public void execute(Runnable task) {
            throw new AssertionError("Ticks need no worker");
        }

        @Override
        public Cancellation schedule(long delayNanos, Runnable task) {
            if (refuses) {
                throw new IllegalStateException("No memory");
            }
            delays.add(delayNanos);
            ticks.add(task);
            return () -> {};
        }
    });

    @Test
    void nobodyKeepsItUntilItIsAskedFor() {
        assertThat(clock.coarseTime()).isEqualTo(EngineClock.STOPPED);
        assertThat(ticks).isEmpty();
    }

    @Test
    void itIsTheExactTimeOfTheLastTick() {
        long before = System.nanoTime();
        clock.keepCoarseTime();

        assertThat(clock.coarseTime()).isBetween(before, clock.nanoTime());
        long first = clock.coarseTime();
        ticks.remove().run();
        assertThat(clock.coarseTime()).isGreaterThan(first).isLessThanOrEqualTo(clock.nanoTime());
    }

    @Test
    void itTicksForASecondAndThenStops() {
        clock.keepCoarseTime();
        int ran = 0;
        while (!ticks.isEmpty()) {
            assertThat(clock.coarseTime()).isNotEqualTo(EngineClock.STOPPED);
            ticks.remove().run();
            ran++;
        }

        assertThat(ran).isEqualTo(100);
        assertThat(delays).containsOnly(EngineClock.COARSE_NANOS);
        assertThat(clock.coarseTime()).isEqualTo(EngineClock.STOPPED);
    }

    @Test
    void whoAsksForItAgainMeanwhileChangesNothing() {
        clock.keepCoarseTime();
        clock.keepCoarseTime();

        assertThat(ticks).hasSize(1);
    }

    @Test
    void itCanBeKeptAgainAfterItStopped() {
        clock.keepCoarseTime();
        while (!ticks.isEmpty()) {
            ticks.remove().run();
        }

        clock.keepCoarseTime();

        assertThat(ticks).hasSize(1);
        assertThat(clock.coarseTime()).isNotEqualTo(EngineClock.STOPPED);
    }

    @Test
    void aTimeThatWouldStandStillIsNone() {
        refuses = true;
        assertThatThrownBy(clock::keepCoarseTime).isInstanceOf(IllegalStateException.class);
        assertThat(clock.coarseTime()).isEqualTo(EngineClock.STOPPED);

        refuses = false;
        clock.keepCoarseTime();

        assertThat(clock.coarseTime()).isNotEqualTo(EngineClock.STOPPED);
    }
}
