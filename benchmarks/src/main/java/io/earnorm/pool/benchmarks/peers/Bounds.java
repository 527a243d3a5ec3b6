package io.earnorm.pool.benchmarks.peers;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What a pair costs at the very least: no lease, no queue, no limit of time, no check. A thread begins
 * at a place of its own and goes on to the next when it is taken; whoever finds none spins.
 */
abstract class Bounds implements Peer {

    /** In ints: two cache lines from place to place. */
    private static final int STRIDE = 32;

    private final Place[] places;

    Bounds(Setup setup) throws Exception {
        // A power of two, so that a thread finds its place with one instruction.
        places = new Place[Integer.highestOneBit(Math.max(1, setup.maxSize() * 2 - 1))];
        for (int i = 0; i < places.length; i++) {
            places[i] = new Place(setup.backend().connect(), (i + 1) * STRIDE);
        }
    }

    abstract boolean take(int index);

    abstract void give(int index);

    final int states() {
        return (places.length + 1) * STRIDE;
    }

    @Override
    public final Object acquire() {
        Place[] all = places;
        for (int i = (int) Thread.currentThread().threadId(); ; i++) {
            Place place = all[i & (all.length - 1)];
            if (take(place.index)) {
                return place;
            }
        }
    }

    @Override
    public final Object acquire(Duration timeout) {
        throw new UnsupportedOperationException("Bounds know no time");
    }

    @Override
    public final Object connection(Object handle) {
        return ((Place) handle).connection;
    }

    @Override
    public final void release(Object handle) {
        give(((Place) handle).index);
    }

    @Override
    public final void invalidate(Object handle) {
        release(handle);
    }

    @Override
    public final void close() {}

    private record Place(Object connection, int index) {}

    static final class Confined extends Bounds {

        private final int[] taken = new int[states()];

        Confined(Setup setup) throws Exception {
            super(setup);
        }

        @Override
        boolean take(int index) {
            if (taken[index] != 0) {
                return false;
            }
            taken[index] = 1;
            return true;
        }

        @Override
        void give(int index) {
            taken[index] = 0;
        }
    }

    static final class OneCas extends Bounds {

        private final AtomicIntegerArray taken = new AtomicIntegerArray(states());

        OneCas(Setup setup) throws Exception {
            super(setup);
        }

        @Override
        boolean take(int index) {
            return taken.compareAndSet(index, 0, 1);
        }

        @Override
        void give(int index) {
            taken.setRelease(index, 0);
        }
    }

    static final class TwoCas extends Bounds {

        private final AtomicIntegerArray taken = new AtomicIntegerArray(states());

        TwoCas(Setup setup) throws Exception {
            super(setup);
        }

        @Override
        boolean take(int index) {
            return taken.compareAndSet(index, 0, 1);
        }

        @Override
        void give(int index) {
            taken.compareAndSet(index, 1, 0);
        }
    }
}
