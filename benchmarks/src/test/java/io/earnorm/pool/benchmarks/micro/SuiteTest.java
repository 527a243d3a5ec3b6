package io.earnorm.pool.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.benchmarks.peers.PeerKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteTest {

    @Test
    void aFullRunMeasuresEveryPeerAtEveryNumberOfThreads() {
        List<Cell> cells = Suite.PAIRS.cells(Length.FULL).toList();
        assertThat(cells).extracting(Cell::peer).containsAll(PeerKind.ids());
        assertThat(cells).doesNotHaveDuplicates().hasSize(3 * PeerKind.values().length);
    }

    @Test
    void everyVariantIsMeasured() {
        assertThat(Suite.VARIANTS.cells(Length.SHORT)).extracting(Cell::peer).containsAll(Variant.ids());
    }

    @Test
    void whoIsNamedIsMeasuredInTheShortFormToo() {
        assertThat(Suite.PAIRS.cells(Length.SHORT)).extracting(Cell::peer).doesNotContain("agroal");
        assertThat(Suite.PAIRS.cells(Length.SHORT, List.of("agroal")))
                .extracting(Cell::peer)
                .containsOnly("agroal");
    }

    @Test
    void anAsteriskStandsForAllThatBeginSo() {
        assertThat(Suite.PAIRS.cells(Length.SHORT, List.of("stormpot*")))
                .extracting(Cell::peer)
                .containsOnly("stormpot", "stormpot-tuned");
    }
}
