package io.earnorm.pool.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All places that are taken. Read without a lock; replaced as a whole, under the pool's lock, when a
 * connection is made or has gone, which is rare.
 */
final class Slots<C> {

    /** Four for each processor, a power of two: threads that run at the same time seldom share one. */
    private static final int STRIPES =
            Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors());

    /** In ints: two cache lines. */
    private static final int STRIPE_SIZE = 32;

    private volatile Slot<C>[] all = array(0);

    /**
     * Where the threads of a stripe found an idle slot last, and look first. Plain and racy: a wrong
     * place costs a search. Threads settle on different slots, and under light load the rest of the pool
     * can fall idle.
     */
    private final int[] starts = new int[STRIPES * STRIPE_SIZE];

    int size() {
        return all.length;
    }

    /** A snapshot that never changes; not to be written to. */
    Slot<C>[] all() {
        return all;
    }

    /** Called with the pool's lock held. */
    void add(Slot<C> slot) {
        Slot<C>[] next = Arrays.copyOf(all, all.length + 1);
        next[all.length] = slot;
        all = next;
    }

    /** Called with the pool's lock held. */
    void remove(Slot<C> slot) {
        Slot<C>[] before = all;
        for (int i = 0; i < before.length; i++) {
            if (before[i] == slot) { // Identity: there is one slot object for each connection.
                Slot<C>[] next = Arrays.copyOf(before, before.length - 1);
                System.arraycopy(before, i + 1, next, i, before.length - 1 - i);
                all = next;
                return;
            }
        }
    }

    int count(int state) {
        int count = 0;
        for (Slot<C> slot : all) {
            if (slot.state() == state) {
                count++;
            }
        }
        return count;
    }

    /** Leases an idle slot, or returns {@code null}. */
    @Nullable
    Slot<C> lease() {
        return lease((int) Thread.currentThread().getId());
    }

    /** The same for the thread of that number. */
    @Nullable
    Slot<C> lease(int thread) {
        Slot<C>[] snapshot = all;
        int stripe = (thread & STRIPES - 1) * STRIPE_SIZE;
        int start = starts[stripe];
        if (start < snapshot.length && snapshot[start].tryLease()) {
            return snapshot[start];
        }
        return search(snapshot, stripe, start);
    }

    private @Nullable Slot<C> search(Slot<C>[] snapshot, int stripe, int start) {
        int size = snapshot.length;
        for (int i = start + 1; i < size; i++) {
            if (snapshot[i].tryLease()) {
                starts[stripe] = i;
                return snapshot[i];
            }
        }
        for (int i = 0; i < Math.min(start + 1, size); i++) {
            if (snapshot[i].tryLease()) {
                starts[stripe] = i;
                return snapshot[i];
            }
        }
        return null;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Generic arrays can't be made in another way.
    private static <C> Slot<C>[] array(int length) {
        return (Slot<C>[]) new Slot[length];
    }
}
