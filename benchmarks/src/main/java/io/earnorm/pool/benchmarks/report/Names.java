package io.earnorm.pool.benchmarks.report;

import io.earnorm.pool.benchmarks.micro.Variant;
import io.earnorm.pool.benchmarks.peers.PeerKind;
import java.util.Arrays;
import java.util.Optional;

/** What peers are called in tables, by their ids. */
final class Names {

    private static final String OURS = "earnorm";

    private Names() {}

    static String label(String id) {
        return kind(id).map(PeerKind::label)
                .or(() -> Arrays.stream(Variant.values())
                        .filter(variant -> variant.id().equals(id))
                        .map(Variant::label)
                        .findFirst())
                .orElse(id);
    }

    /** {@return whether it is fair} */
    static String fairness(String id) {
        return kind(id).map(kind -> kind.notes().split("; ", 2)[0]).orElse("");
    }

    /** {@return which checks are on or off} */
    static String checks(String id) {
        return kind(id).map(kind -> kind.notes().replaceFirst("^[^;:]*[;:] ", ""))
                .orElse("");
    }

    static boolean isOurs(String id) {
        return id.startsWith(OURS);
    }

    static boolean isPeer(String id) {
        return !isOurs(id) && kind(id).map(kind -> !kind.bound()).orElse(false);
    }

    static String color(String id) {
        if (isOurs(id)) {
            return Svg.OURS;
        }
        return isPeer(id) ? Svg.PEER : Svg.BOUND;
    }

    private static Optional<PeerKind> kind(String id) {
        return Arrays.stream(PeerKind.values())
                .filter(kind -> kind.id().equals(id))
                .findFirst();
    }
}
