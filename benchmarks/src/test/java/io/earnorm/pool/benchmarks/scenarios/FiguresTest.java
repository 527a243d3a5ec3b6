package io.earnorm.pool.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void takesTheMedianOfTheRoundsOfEachPeer() {
        assertThat(Figures.of(List.of(wait("a", 3), wait("b", 7), wait("a", 1), wait("a", 2), wait("b", 8))))
                .containsExactly(wait("a", 2), wait("b", 7.5));
    }

    @Test
    void takesTheWorstOfWhatMustNotHappenOnce() {
        assertThat(Figures.of(List.of(starved(0), starved(5), starved(0)))).containsExactly(starved(5));
    }

    @Test
    void handsOnEachFigureAsALine() {
        assertThat(Measurement.ofLine(wait("a", 1.5).toLine())).isEqualTo(wait("a", 1.5));
    }

    private static Measurement wait(String peer, double value) {
        return new Measurement("scenario", "case", peer, "longest wait", value, "ms");
    }

    private static Measurement starved(double value) {
        return new Measurement("scenario", "case", "a", "threads that got none", value, "threads");
    }
}
