package io.earnorm.pool.benchmarks.micro;

import io.earnorm.pool.Pool;
import io.earnorm.pool.benchmarks.peers.EarnormPeer;
import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.Setup;
import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Our pool with something switched on that is off by default. */
public enum Variant {
    /** Micrometer's meters, read ten times a second: what the pool counts anyway. */
    METERS("earnorm-meters", "earnorm, meters", config -> {}, Meters::scraped),
    /** A listener that records every wait and every use in Micrometer's timers. */
    EXACT_TIMERS("earnorm-exact", "earnorm, exact timers", config -> {}, Meters::exact),
    /** A listener that does nothing. */
    LISTENER("earnorm-listener", "earnorm, empty listener", config -> {}, Meters::silent),
    /** Leases held for longer than a minute are reported with the stack of their acquire. */
    LEAKS(
            "earnorm-leaks",
            "earnorm, leak detection",
            config -> config.leakDetectionThreshold(Duration.ofMinutes(1)),
            pool -> {});

    private final String id;
    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Consumer<PoolConfig.Builder> changes;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Consumer<Pool<Object>> extras;

    Variant(String id, String label, Consumer<PoolConfig.Builder> changes, Consumer<Pool<Object>> extras) {
        this.id = id;
        this.label = label;
        this.changes = changes;
        this.extras = extras;
    }

    /** {@return the name on the command line and in results} */
    public String id() {
        return id;
    }

    /** {@return the name in tables} */
    public String label() {
        return label;
    }

    Peer open(Setup setup) {
        EarnormPeer peer = EarnormPeer.of(setup, changes);
        extras.accept(peer.pool());
        return peer;
    }

    static Variant of(String id) {
        return Arrays.stream(values())
                .filter(variant -> variant.id.equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** {@return the names of all variants} */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Variant::id).toList();
    }
}
