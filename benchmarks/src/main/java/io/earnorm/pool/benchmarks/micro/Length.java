package io.earnorm.pool.benchmarks.micro;

import org.openjdk.jmh.runner.options.TimeValue;

/** How much is measured. */
enum Length {
    /** Whether everything runs at all. */
    SMOKE(1, new Fork(0, 0, 1, TimeValue.milliseconds(5))),
    /** An answer within minutes. */
    SHORT(3, new Fork(1, 2, 4, TimeValue.milliseconds(250))),
    /** What is published. */
    FULL(5, new Fork(1, 2, 4, TimeValue.milliseconds(300)));

    private final int rounds;

    @SuppressWarnings("ImmutableEnumChecker") // JMH's TimeValue cannot be changed.
    private final Fork fork;

    Length(int rounds, Fork fork) {
        this.rounds = rounds;
        this.fork = fork;
    }

    int rounds() {
        return rounds;
    }

    Fork fork() {
        return fork;
    }
}
