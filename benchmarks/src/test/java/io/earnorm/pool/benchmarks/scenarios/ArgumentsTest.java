package io.earnorm.pool.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final Scenario OUTAGE = Scenarios.named("outage");
    private static final Scenario BURST = Scenarios.named("burst");

    @Test
    void wantsEverythingInItsShortFormUnlessToldOtherwise() {
        Arguments none = Arguments.of();

        assertThat(none.length()).isEqualTo(Length.SHORT);
        assertThat(none.wants(OUTAGE)).isTrue();
        assertThat(none.peersOf(OUTAGE)).isEqualTo(OUTAGE.peers());
    }

    @Test
    void takesWhatIsNamed() {
        Arguments some = Arguments.of("full", "burst,pairs", "earnorm*,jedis");

        assertThat(some.length()).isEqualTo(Length.FULL);
        assertThat(some.wants(BURST)).isTrue();
        assertThat(some.wants(OUTAGE)).isFalse();
        assertThat(some.peersOf(BURST)).containsExactly("earnorm", "earnorm-strict", "jedis");
    }

    @Test
    void needsNoLengthBeforeTheNames() {
        Arguments some = Arguments.of("outage", "earnorm");

        assertThat(some.length()).isEqualTo(Length.SHORT);
        assertThat(some.wants(BURST)).isFalse();
        assertThat(some.peersOf(OUTAGE)).isEqualTo(List.of("earnorm"));
    }
}
