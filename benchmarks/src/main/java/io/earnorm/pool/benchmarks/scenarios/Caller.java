package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One thread of a {@link ClosedLoop}: acquires, uses, releases, until it is told to stop. Others may read its counts. */
final class Caller implements Runnable {

    private static final long NOT_WAITING = 0;

    private final Peer peer;
    private final Work work;
    private final Runnable pause;
    private final Window window;
    private final int limit;
    // Written without a fence, so that counting costs next to nothing.
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong longestWait = new AtomicLong();
    private final AtomicLong waitingSince = new AtomicLong(NOT_WAITING);
    private volatile @Nullable Exception failure;

    Caller(Peer peer, Work work, Runnable pause, Window window, int limit) {
        this.peer = peer;
        this.work = work;
        this.pause = pause;
        this.window = window;
        this.limit = limit;
    }

    @Override
    public void run() {
        try {
            for (int done = 0; done < limit && !window.over; done++) {
                once();
            }
        } catch (Exception e) { // An interrupt, too: it ends a caller that hangs.
            failure = e;
        }
    }

    private void once() throws Exception {
        long asked = System.nanoTime();
        waitingSince.lazySet(asked);
        Object handle = peer.acquire();
        long waited = System.nanoTime() - asked;
        waitingSince.lazySet(NOT_WAITING);
        if (handle == null) {
            throw new IllegalStateException("None came in time");
        }
        if (window.open && waited > longestWait.getPlain()) {
            longestWait.lazySet(waited);
        }
        try {
            work.use(peer.connection(handle));
        } finally {
            peer.release(handle);
        }
        operations.lazySet(operations.getPlain() + 1);
        pause.run();
    }

    /** {@return whether it has come as far as asking for a connection} */
    boolean asked() {
        return waitingSince.get() != NOT_WAITING || operations.get() > 0 || failure != null;
    }

    /** Throws what ended this caller before its time. */
    void throwFailure() {
        Exception ended = failure;
        if (ended != null) {
            throw new IllegalStateException("A caller failed", ended);
        }
    }

    long operations() {
        return operations.get();
    }

    /** {@return nanoseconds of the longest wait, the present one included} */
    long longestWait(long now) {
        long since = waitingSince.get();
        long present = since == NOT_WAITING ? 0 : now - since;
        return Math.max(longestWait.get(), present);
    }
}
