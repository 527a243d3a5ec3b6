package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import java.util.concurrent.TimeUnit;

/** Runs a closed loop as often as the length says. */
final class Rounds {

    private Rounds() {}

    static void run(Trial trial, String variant, Peer peer, ClosedLoop loop) throws Exception {
        long nanos = TimeUnit.MILLISECONDS.toNanos(trial.length().millis);
        for (int round = -trial.length().warmUps; round < trial.length().rounds; round++) {
            Round seen = loop.run(peer, nanos);
            if (round >= 0) {
                trial.report(variant, seen);
            }
        }
    }

    /** The same, each thread acquiring once. */
    static void once(Trial trial, String variant, Peer peer, ClosedLoop loop) throws Exception {
        for (int round = -2 * trial.length().warmUps; round < 2 * trial.length().rounds; round++) {
            Round seen = loop.once(peer, TimeUnit.SECONDS.toNanos(10));
            if (round >= 0) {
                trial.report(variant, seen);
            }
        }
    }
}
