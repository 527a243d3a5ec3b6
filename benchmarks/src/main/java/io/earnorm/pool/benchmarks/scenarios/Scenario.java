package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.PeerKind;
import java.util.Arrays;
import java.util.List;

/** A situation that pools are put into. */
interface Scenario {

    /** {@return as on the command line} */
    String name();

    /** {@return what is measured, in one line} */
    String title();

    /** {@return the names of those who take part} */
    default List<String> peers() {
        return Arrays.stream(PeerKind.values())
                .filter(kind -> !kind.bound())
                .map(PeerKind::id)
                .toList();
    }

    /** Measures one peer, all rounds of one JVM. */
    void run(Trial trial) throws Exception;
}
