package io.earnorm.pool.benchmarks.micro;

import java.util.List;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much is measured. */
enum Length {
    /** Whether everything runs at all. */
    SMOKE(1, 1, 2, List.of(2), List.of(8), new Fork(0, 0, 1, TimeValue.milliseconds(5))),
    /** An answer within minutes. */
    SHORT(3, 2, 9, List.of(1, 2, 8), List.of(8, 8192), new Fork(1, 2, 3, TimeValue.milliseconds(200))),
    /** What is published. */
    FULL(5, 3, 99, List.of(1, 2, 8), List.of(8, 64, 512, 8192), new Fork(1, 2, 4, TimeValue.milliseconds(200)));

    private final int rounds;
    private final int fewerRounds;
    private final int first;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<Integer> threads;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<Integer> sizes;

    @SuppressWarnings("ImmutableEnumChecker") // JMH's TimeValue cannot be changed.
    private final Fork fork;

    Length(int rounds, int fewerRounds, int first, List<Integer> threads, List<Integer> sizes, Fork fork) {
        this.rounds = rounds;
        this.fewerRounds = fewerRounds;
        this.first = first;
        this.threads = threads;
        this.sizes = sizes;
        this.fork = fork;
    }

    /** {@return how often pairs take their turn, which all else is compared with} */
    int rounds() {
        return rounds;
    }

    int roundsOf(String scenario) {
        return scenario.equals(Suite.PAIRS.id()) ? rounds : fewerRounds;
    }

    List<Integer> threads() {
        return threads;
    }

    List<Integer> sizes() {
        return sizes;
    }

    /** {@return the first of the peers, or all of them} */
    List<String> of(List<String> peers) {
        return peers.subList(0, Math.min(peers.size(), first));
    }

    Fork fork() {
        return fork;
    }
}
