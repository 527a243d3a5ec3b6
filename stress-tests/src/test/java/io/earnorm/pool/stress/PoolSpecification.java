package io.earnorm.pool.stress;

import java.util.Arrays;

/** What a pool is when one thing happens after the other. */
public class PoolSpecification {

    /** More than run at a time: the steps before and after have a number each. */
    static final int THREADS = 6;

    static final int MAX_SIZE = 2;

    private static final int NOTHING = -1;

    /** The generation of what each thread holds. */
    private final int[] held = new int[THREADS];

    private int maxSize = MAX_SIZE;
    private int idle = MAX_SIZE;
    private int generation;
    private boolean closed;

    public PoolSpecification() {
        Arrays.fill(held, NOTHING);
    }

    public String acquire(int thread) {
        if (held[thread] == NOTHING && !closed && idle == 0 && total() < maxSize) {
            idle++; // A new one.
        }
        String outcome = tryAcquire(thread);
        return closed && outcome.equals("nothing") ? "closed" : outcome;
    }

    public String tryAcquire(int thread) {
        if (held[thread] != NOTHING) {
            return "holds";
        }
        if (idle == 0) {
            return "nothing";
        }
        idle--;
        held[thread] = generation;
        return "leased";
    }

    public String release(int thread) {
        int lease = held[thread];
        held[thread] = NOTHING;
        if (lease == NOTHING) {
            return "none";
        }
        if (lease == generation && !closed && total() < maxSize) {
            idle++;
        }
        return "true";
    }

    public String invalidate(int thread) {
        int lease = held[thread];
        held[thread] = NOTHING;
        return lease == NOTHING ? "none" : "true";
    }

    public void clear() {
        generation++;
        idle = 0;
    }

    public void resize(int size) {
        maxSize = size;
        while (idle > 0 && total() > maxSize) {
            idle--;
        }
    }

    public void close() {
        closed = true;
        idle = 0;
    }

    private int total() {
        int total = idle;
        for (int lease : held) {
            total += lease == NOTHING ? 0 : 1;
        }
        return total;
    }
}
