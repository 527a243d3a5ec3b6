package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call ends once: it finishes, or it is given up. */
class SlowCallTest {

    private final SlowCall call = new SlowCall();

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @Test
    void aCallThatFinishesCanNotBeGivenUp() {
        assertThat(call.begin()).isTrue();
        assertThat(call.hasBegun()).isTrue();
        assertThat(call.hasEnded()).isFalse();

        assertThat(call.finish()).isTrue();

        assertThat(call.hasEnded()).isTrue();
        assertThat(call.giveUp()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void givingUpInterruptsTheRunnerOnce() {
        call.begin();

        assertThat(call.giveUp()).isTrue();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(call.hasEnded()).isTrue();
        assertThat(call.giveUp()).as("a second time").isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void theInterruptOfACallThatWasGivenUpEndsWithIt() {
        call.begin();
        call.giveUp();

        assertThat(call.finish()).as("nobody waits for the result").isFalse();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anInterruptOfSomebodyElseStays() {
        call.begin();
        Thread.currentThread().interrupt();

        assertThat(call.finish()).isTrue();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aCallThatWasGivenUpBeforeItBeganDoesNotBegin() {
        assertThat(call.hasBegun()).isFalse();
        assertThat(call.giveUp()).isTrue();

        assertThat(call.begin()).isFalse();

        assertThat(call.hasBegun()).isFalse();
        assertThat(call.hasEnded()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aCallThatBeganHasBegunAlsoWhenItWasGivenUp() {
        call.begin();
        call.giveUp();

        assertThat(call.hasBegun()).isTrue();
    }

    @Test
    void otherThreadsAreNotHeldUp() throws Exception {
        call.begin();
        call.hasBegun();
        call.hasEnded();
        call.giveUp();
        call.giveUp();
        call.finish();

        assertThat(CompletableFuture.supplyAsync(call::hasEnded).get(5, SECONDS))
                .isTrue();
    }
}
