package io.earnorm.pool.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All places that are taken. Read without a lock; replaced as a whole, under the pool's lock, when a
 * connection is made or has gone, which is rare.
 */
final class Slots<C> {

    private static final int STRIPES = Runtime.getRuntime().availableProcessors();

    private volatile Slot<C>[] all = array(0);

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

    /**
     * Leases an idle slot. Threads begin at different places, so that they seldom meet; each goes on
     * from its own place in order, so that under light load the rest of the pool can fall idle.
     */
    @Nullable
    Slot<C> lease() {
        Slot<C>[] snapshot = all;
        int size = snapshot.length;
        if (size == 0) {
            return null;
        }
        int start = (int) (Thread.currentThread().getId() % STRIPES) * size / STRIPES;
        for (int i = start; i < size; i++) {
            if (snapshot[i].tryLease()) {
                return snapshot[i];
            }
        }
        for (int i = 0; i < start; i++) {
            if (snapshot[i].tryLease()) {
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
