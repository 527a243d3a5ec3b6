package io.earnorm.pool.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.PeerKind;
import io.earnorm.pool.benchmarks.peers.Setup;
import org.junit.jupiter.api.Test;

class QueueingTest {

    /** A textbook's case: with one server, as many wait as the server is busy. */
    @Test
    void oneServerMakesWaitAsManyAsFindItBusy() {
        Queueing one = new Queueing(1, 0.9, 10);

        assertThat(one.probabilityOfWaiting()).isEqualTo(0.9, within(1e-9));
        assertThat(one.wait(0.99)).isEqualTo(Math.log(90) * 100, within(1e-6));
        assertThat(one.wait(0.05)).isZero();
    }

    @Test
    void twoServersMakeFewerWait() {
        assertThat(new Queueing(2, 0.75, 1).probabilityOfWaiting()).isEqualTo(9.0 / 14, within(1e-9));
    }

    /** Alone, nobody waits; the replay of one server has each wait for those before. */
    @Test
    void replayNeedsNoLongerThanThePoolItself() throws Exception {
        Visits visits = Visits.poisson(1, 20, 100_000, 1_000);
        try (Peer peer = PeerKind.EARNORM.open(Setup.fixed(Object::new, 1))) {
            for (int visit = 0; visit < visits.size(); visit++) {
                visits.visit(visit, peer);
            }
        }

        assertThat(visits.replay(1).max()).isZero();
        assertThat(visits.waits().max()).isPositive();
    }
}
