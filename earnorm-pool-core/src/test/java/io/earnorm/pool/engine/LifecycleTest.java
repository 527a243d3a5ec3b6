package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a pool is doing, and whether a call has changed that. */
class LifecycleTest {

    private final Lifecycle lifecycle = new Lifecycle();
    private final Exception cause = new Exception("Maintenance");

    @Test
    void thePoolIsNewUntilItStarts() {
        assertThat(lifecycle.mode()).isEqualTo(Mode.NEW);
        assertThat(lifecycle.isRunning()).isFalse();

        assertThat(lifecycle.start()).isTrue();

        assertThat(lifecycle.mode()).isEqualTo(Mode.RUNNING);
        assertThat(lifecycle.isRunning()).isTrue();
        assertThat(lifecycle.start()).as("again").isFalse();
        assertThat(lifecycle.run()).as("again").isFalse();
    }

    @Test
    void onlyTheFirstUseIsTheFirst() {
        assertThat(lifecycle.isCreated()).isFalse();
        assertThat(lifecycle.create()).isTrue();
        assertThat(lifecycle.isCreated()).isTrue();
        assertThat(lifecycle.create()).isFalse();
    }

    @Test
    void generationsGrow() {
        long before = lifecycle.generation();

        lifecycle.nextGeneration();

        assertThat(lifecycle.generation()).isEqualTo(before + 1);
    }

    @Test
    void aPoolThatWasPausedOrSuspendedDoesNotStartByItself() {
        Lifecycle suspended = new Lifecycle();
        suspended.suspend();
        lifecycle.pause(cause);

        assertThat(suspended.start()).isFalse();
        assertThat(suspended.mode()).isEqualTo(Mode.SUSPENDED);
        assertThat(lifecycle.start()).isFalse();
        assertThat(lifecycle.mode()).isEqualTo(Mode.PAUSED);
        assertThat(lifecycle.run()).isTrue();
        assertThat(suspended.run()).isTrue();
    }

    @Test
    void aPauseCountsOnceAndItsFirstCauseStays() {
        lifecycle.start();

        assertThat(lifecycle.pause(cause)).isTrue();
        assertThat(lifecycle.pause(new Exception("Another"))).isFalse();

        assertThat(lifecycle.pauseCause()).isSameAs(cause);
        assertThat(lifecycle.isPausedByCaller()).isTrue();
        assertThat(lifecycle.isPausedByBreaker()).isFalse();
        assertThat(lifecycle.mode()).isEqualTo(Mode.PAUSED);
    }

    @Test
    void aPoolPausedByBothRunsWhenBothHaveEndedIt() {
        Exception open = new Exception("Open");
        lifecycle.start();

        assertThat(lifecycle.breakerOpened(open)).isTrue();
        assertThat(lifecycle.breakerOpened(open)).isFalse();
        assertThat(lifecycle.pauseCause()).isSameAs(open);
        assertThat(lifecycle.pause(cause)).isFalse();
        assertThat(lifecycle.pauseCause()).as("the caller's comes first").isSameAs(cause);
        assertThat(lifecycle.run()).isFalse();
        assertThat(lifecycle.isPausedByBreaker()).isTrue();
        assertThat(lifecycle.breakerClosed()).isTrue();

        assertThat(lifecycle.isRunning()).isTrue();
        assertThat(lifecycle.pauseCause()).isNull();
        assertThat(lifecycle.breakerClosed()).as("again").isFalse();
    }

    @Test
    void aBreakerThatClosesDoesNotEndACallersPauseOrSuspension() {
        lifecycle.start();
        lifecycle.breakerOpened(cause);
        lifecycle.pause(cause);
        assertThat(lifecycle.breakerClosed()).isFalse();
        assertThat(lifecycle.mode()).isEqualTo(Mode.PAUSED);

        lifecycle.run();
        lifecycle.suspend();

        assertThat(lifecycle.mode()).isEqualTo(Mode.SUSPENDED);
        assertThat(lifecycle.breakerClosed()).isFalse();
        assertThat(lifecycle.run()).isTrue();
    }

    @Test
    void aPoolThatStartsWhileTheBreakerIsOpenRunsWhenItCloses() {
        lifecycle.breakerOpened(cause);

        assertThat(lifecycle.start()).isFalse();
        assertThat(lifecycle.mode()).isEqualTo(Mode.PAUSED);
        assertThat(lifecycle.breakerClosed()).isTrue();
    }

    @Test
    void closingIsForGood() {
        lifecycle.start();

        assertThat(lifecycle.isClosing()).isFalse();
        assertThat(lifecycle.drain()).isTrue();
        assertThat(lifecycle.drain()).as("again").isFalse();

        assertThat(lifecycle.isClosing()).isTrue();
        assertThat(lifecycle.mode()).isEqualTo(Mode.DRAINING);
        assertThat(lifecycle.pause(cause)).isFalse();
        assertThat(lifecycle.run()).isFalse();
        lifecycle.close();
        assertThat(lifecycle.mode()).isEqualTo(Mode.CLOSED);
        assertThat(lifecycle.breakerOpened(cause)).isFalse();
        assertThat(lifecycle.run()).isFalse();
        assertThat(lifecycle.mode()).isEqualTo(Mode.CLOSED);
    }

    @Test
    void whileAThreadTellsThatThePoolRunsNobodyElseConnects() throws Exception {
        assertThat(lifecycle.mayConnect()).as("while it is new").isFalse();
        lifecycle.start();
        assertThat(lifecycle.mayConnect()).isTrue();

        long first = announceElsewhere();
        assertThat(lifecycle.mayConnect()).isFalse();
        long second = announceElsewhere();
        lifecycle.announced(first);
        assertThat(lifecycle.mayConnect()).as("while the second is told").isFalse();
        lifecycle.announced(second);
        assertThat(lifecycle.mayConnect()).isTrue();
        lifecycle.announce();
        assertThat(lifecycle.mayConnect()).as("in the announcer's thread").isTrue();
    }

    private long announceElsewhere() throws InterruptedException {
        long[] number = {0};
        Thread other = new Thread(() -> number[0] = lifecycle.announce());
        other.start();
        other.join();
        return number[0];
    }
}
