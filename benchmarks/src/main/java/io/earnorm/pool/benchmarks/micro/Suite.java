package io.earnorm.pool.benchmarks.micro;

import io.earnorm.pool.benchmarks.peers.PeerKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables. */
enum Suite {
    /** Acquire and release, nobody waits. */
    PAIRS {
        @Override
        Stream<Cell> cells(Length length) {
            List<String> peers = length == Length.FULL ? PeerKind.ids() : SOME;
            return length.threads().stream()
                    .flatMap(threads -> length.of(peers).stream().map(peer -> Cell.pair(peer, threads)));
        }
    },
    /** Small pools and large ones, all idle and almost all lent. */
    SIZES {
        @Override
        Stream<Cell> cells(Length length) {
            return length.sizes().stream()
                    .flatMap(size -> Stream.of(-1, 4)
                            .flatMap(free -> length.of(FEW).stream().map(peer -> size(peer, size, free))));
        }
    },
    /** What may be switched on. */
    VARIANTS {
        @Override
        Stream<Cell> cells(Length length) {
            return length.threads().stream()
                    .filter(threads -> threads <= 2)
                    .flatMap(threads -> Stream.concat(Stream.of("earnorm"), Variant.ids().stream())
                            .map(peer -> Cell.pair(peer, threads))
                            .map(cell -> cell.in("variants", cell.test())));
        }
    },
    /** Refusals. */
    FAILED {
        @Override
        Stream<Cell> cells(Length length) {
            List<String> peers = List.of("earnorm", "commons", "stormpot", "stormpot-tuned", "bag", "vibur", "mongo");
            Stream<Cell> exhausted =
                    length.of(peers).stream().map(peer -> refusal("exhausted, timeout zero", "exhausted", peer));
            return Stream.concat(
                    exhausted,
                    Stream.of(
                            refusal("paused", "paused", "earnorm"), refusal("breaker open", "breakerOpen", "earnorm")));
        }
    },
    /** Acquired by one thread, released by another. */
    ELSEWHERE {
        @Override
        Stream<Cell> cells(Length length) {
            return length.of(List.of("earnorm", "bag", "stormpot-tuned", "commons", "twocas")).stream()
                    .map(peer -> new Cell("elsewhere", "2 threads", "PairBenchmark.elsewhere", peer, 2, 16, -1));
        }
    };

    /** Those that tell most. */
    private static final List<String> SOME = List.of(
            "earnorm", "earnorm-strict", "bag", "stormpot", "stormpot-tuned", "commons", "vibur", "onecas", "twocas");

    private static final List<String> FEW = List.of("earnorm", "bag", "stormpot-tuned", "commons");

    abstract Stream<Cell> cells(Length length);

    final String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Cell size(String peer, int size, int free) {
        String test = free < 0 ? "pool of " + size + ", all idle" : "pool of " + size + ", " + free + " idle";
        return new Cell("sizes", test, "PairBenchmark.pair", peer, 2, size, free);
    }

    private static Cell refusal(String test, String method, String peer) {
        return new Cell("failed", test, "RefusalBenchmark." + method, peer, 1, 16, 0);
    }
}
