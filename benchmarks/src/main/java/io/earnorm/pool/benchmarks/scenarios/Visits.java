package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Callers, each with a time to come and a time to hold a connection; and what became of them. */
final class Visits {

    /** One in so many, of the first, is not looked at: the queue is shorter than it will be. */
    private static final int WARM_UP = 10;

    private final long[] arrivals;
    private final long[] holds;
    private final long[] asked;
    private final long[] served;
    private final long[] left;

    private Visits(long[] arrivals, long[] holds) {
        this.arrivals = arrivals;
        this.holds = holds;
        asked = new long[arrivals.length];
        served = new long[arrivals.length];
        left = new long[arrivals.length];
    }

    /** Returns callers that come at random, the same ones for the same seed. Times are nanoseconds. */
    static Visits poisson(long seed, int size, double meanGap, double meanHold) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] arrivals = new long[size];
        long[] holds = new long[size];
        double now = 0;
        for (int i = 0; i < size; i++) {
            now += exponential(random, meanGap);
            arrivals[i] = (long) now;
            holds[i] = (long) exponential(random, meanHold);
        }
        return new Visits(arrivals, holds);
    }

    private static double exponential(SplittableRandom random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    int size() {
        return arrivals.length;
    }

    long arrival(int visit) {
        return arrivals[visit];
    }

    /** Acquires, holds, releases, in the calling thread. */
    void visit(int visit, Peer peer) {
        try {
            asked[visit] = System.nanoTime();
            Object handle = Objects.requireNonNull(peer.acquire(), "None came in time");
            long now = System.nanoTime();
            served[visit] = now;
            LockSupport.parkNanos(holds[visit]);
            left[visit] = System.nanoTime();
            peer.release(handle);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return how long each waited} */
    LongList waits() {
        LongList waits = new LongList();
        for (int visit : measured()) {
            waits.add(served[visit] - asked[visit]);
        }
        return waits;
    }

    /**
     * How long each would have waited for servers that lose no time: the same callers, coming when they came, holding for as
     * long as they held, first come, first served.
     */
    LongList replay(int servers) {
        PriorityQueue<Long> free = new PriorityQueue<>();
        IntStream.range(0, servers).forEach(server -> free.add(Long.MIN_VALUE));
        long[] waits = new long[size()];
        for (int visit : order()) {
            long begin = Math.max(asked[visit], free.remove());
            waits[visit] = begin - asked[visit];
            free.add(begin + left[visit] - served[visit]);
        }
        LongList measured = new LongList();
        for (int visit : measured()) {
            measured.add(waits[visit]);
        }
        return measured;
    }

    private int[] order() {
        Integer[] order = IntStream.range(0, size()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingLong(visit -> asked[visit]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private int[] measured() {
        return IntStream.range(size() / WARM_UP, size()).toArray();
    }
}
