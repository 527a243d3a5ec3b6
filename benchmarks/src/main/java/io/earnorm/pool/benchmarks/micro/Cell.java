package io.earnorm.pool.benchmarks.micro;

/**
 * One thing to measure.
 *
 * @param scenario the table that it belongs to
 * @param test the row, or what stands in its head
 * @param benchmark the method
 * @param peer a peer's or a variant's id
 * @param threads how many at once
 * @param size connections
 * @param free how many of them are idle; negative: all
 */
record Cell(String scenario, String test, String benchmark, String peer, int threads, int size, int free) {

    static Cell pair(String peer, int threads) {
        String test = threads == 1 ? "1 thread" : threads + " threads";
        return new Cell("pairs", test, "PairBenchmark.pair", peer, threads, 16, -1);
    }

    Cell in(String otherScenario, String otherTest) {
        return new Cell(otherScenario, otherTest, benchmark, peer, threads, size, free);
    }

    /** What this is compared with: a pair of two compare-and-sets by as many threads. */
    Cell bound() {
        return pair("twocas", threads);
    }

    /** The same work under whatever name. */
    Cell work() {
        return in("", "");
    }
}
