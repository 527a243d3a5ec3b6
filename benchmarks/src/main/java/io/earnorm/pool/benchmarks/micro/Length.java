package io.earnorm.pool.benchmarks.micro;

import java.util.List;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much is measured. */
enum Length {
    /** Whether everything runs at all. */
    SMOKE(1, List.of(2), List.of(8), new Fork(0, 0, 1, TimeValue.milliseconds(5))),
    /** An answer within minutes. */
    SHORT(3, List.of(1, 2, 8), List.of(8, 8192), new Fork(1, 2, 4, TimeValue.milliseconds(250))),
    /** What is published. */
    FULL(5, List.of(1, 2, 8), List.of(8, 64, 512, 8192), new Fork(1, 2, 4, TimeValue.milliseconds(300)));

    private final int rounds;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<Integer> threads;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<Integer> sizes;

    @SuppressWarnings("ImmutableEnumChecker") // JMH's TimeValue cannot be changed.
    private final Fork fork;

    Length(int rounds, List<Integer> threads, List<Integer> sizes, Fork fork) {
        this.rounds = rounds;
        this.threads = threads;
        this.sizes = sizes;
        this.fork = fork;
    }

    int rounds() {
        return rounds;
    }

    List<Integer> threads() {
        return threads;
    }

    List<Integer> sizes() {
        return sizes;
    }

    /** {@return some of the peers, or all of them} */
    List<String> of(List<String> peers) {
        return this == SMOKE ? peers.subList(0, 2) : peers;
    }

    Fork fork() {
        return fork;
    }
}
