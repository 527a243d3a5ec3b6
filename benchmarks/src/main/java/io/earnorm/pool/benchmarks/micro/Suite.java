package io.earnorm.pool.benchmarks.micro;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables. */
enum Suite {
    /** Acquire and release, nobody waits. The short form takes those that tell most, which come first. */
    PAIRS(
            "earnorm earnorm-strict bag stormpot stormpot-tuned commons vibur onecas twocas commons-fair hikari vibur-fair"
                    + " agroal mongo confined") {
        @Override
        Stream<Cell> cells(Length length, String peer) {
            return length.threads().stream().map(threads -> Cell.pair(peer, threads));
        }
    },
    /** Small pools and large ones, all idle and almost all lent. */
    SIZES("earnorm bag stormpot-tuned") {
        @Override
        Stream<Cell> cells(Length length, String peer) {
            return length.sizes().stream().flatMap(size -> Stream.of(-1, 4).map(free -> size(peer, size, free)));
        }
    },
    /** What may be switched on. */
    VARIANTS("earnorm earnorm-meters earnorm-listener earnorm-exact earnorm-leaks") {
        @Override
        Stream<Cell> cells(Length length, String peer) {
            return length.threads().stream()
                    .filter(threads -> threads <= 2)
                    .map(threads -> Cell.pair(peer, threads))
                    .map(cell -> cell.in(id(), cell.test()));
        }
    },
    /** Refusals. */
    FAILED("earnorm bag commons stormpot stormpot-tuned vibur mongo") {
        @Override
        Stream<Cell> cells(Length length, String peer) {
            Stream<Cell> exhausted = Stream.of(refusal("exhausted, timeout zero", "exhausted", peer));
            return peer.equals("earnorm")
                    ? Stream.concat(
                            exhausted,
                            Stream.of(refusal("paused", "paused", peer), refusal("breaker open", "breakerOpen", peer)))
                    : exhausted;
        }
    },
    /** Acquired by one thread, released by another. */
    ELSEWHERE("earnorm bag stormpot-tuned commons twocas") {
        @Override
        Stream<Cell> cells(Length length, String peer) {
            return Stream.of(new Cell(id(), "2 threads", "PairBenchmark.elsewhere", peer, 2, 16, -1));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> peers;

    Suite(String peers) {
        this.peers = List.of(peers.split(" "));
    }

    final Stream<Cell> cells(Length length) {
        return length.of(peers).stream().flatMap(peer -> cells(length, peer));
    }

    /** The same with those alone that are named; an asterisk stands for all that begin so. */
    final Stream<Cell> cells(Length length, Collection<String> named) {
        return peers.stream()
                .filter(peer -> named.stream().anyMatch(name -> matches(name, peer)))
                .flatMap(peer -> cells(length, peer));
    }

    private static boolean matches(String name, String peer) {
        return name.endsWith("*") ? peer.startsWith(name.substring(0, name.length() - 1)) : peer.equals(name);
    }

    abstract Stream<Cell> cells(Length length, String peer);

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
