package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Pools as the scenarios need them. */
final class Pools {

    private Pools() {}

    /** Has all connections made, before anything is measured. */
    static void fill(Peer peer, int size) throws Exception {
        List<Object> handles = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            handles.add(Objects.requireNonNull(peer.acquire(), "None came in time"));
        }
        for (Object handle : handles) {
            peer.release(handle);
        }
    }
}
