package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.PeerKind;
import io.earnorm.pool.benchmarks.peers.Setup;
import java.util.function.Consumer;

/**
 * One scenario with one peer: makes the pool, and takes the figures.
 *
 * @param scenario its name
 * @param peer its name
 * @param length how much is measured
 * @param sink what takes the figures
 */
record Trial(String scenario, String peer, Length length, Consumer<Measurement> sink) {

    /** Makes the peer's pool. */
    Peer open(Setup setup) throws Exception {
        return PeerKind.of(peer).open(setup);
    }

    /** {@return whether the peer is this product's} */
    boolean isOurs() {
        return peer.startsWith("earnorm");
    }

    void report(String variant, String metric, double value, String unit) {
        sink.accept(new Measurement(scenario, variant, peer, metric, value, unit));
    }

    /** Reports nanoseconds as milliseconds. */
    void millis(String variant, String metric, double nanos) {
        report(variant, metric, nanos / 1e6, "ms");
    }

    /** Reports what a closed loop showed. */
    void report(String variant, Round round) {
        report(variant, "throughput", round.perSecond(), "ops/s");
        millis(variant, "longest wait", (double) round.longestWait());
        report(variant, "slowest thread's share", round.slowestShare(), "of the mean");
        report(variant, "threads that got none", round.unserved(), "threads");
        report(variant, "CPU per operation", round.cpuMicrosPerOperation(), "µs");
        report(variant, "taken by other processes", round.takenByOthers(), "% of the machine");
    }
}
