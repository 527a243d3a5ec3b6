package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One that asks a pool for connections that it cannot have, and notes when it is told so. For one thread; others may read. */
final class Told implements Runnable {

    private static final long PAUSE_MILLIS = 1;

    private final Peer peer;
    private final Window window;
    private final CountDownLatch ended;
    private final LongList nanos = new LongList();
    private volatile long askedAt;

    Told(Peer peer, Window window, CountDownLatch ended) {
        this.peer = peer;
        this.window = window;
        this.ended = ended;
    }

    @Override
    public void run() {
        try {
            while (!window.over) {
                ask();
                Thread.sleep(PAUSE_MILLIS); // What an impatient caller does.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void ask() throws InterruptedException {
        long asked = System.nanoTime();
        askedAt = asked;
        try {
            @Nullable Object handle = peer.acquire();
            if (handle != null) {
                peer.release(handle);
                return; // There was one after all.
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception expected) {
            // This is how most are told.
        } finally {
            askedAt = 0;
        }
        nanos.add(System.nanoTime() - asked);
    }

    /** {@return nanoseconds from each question to the answer, in order, and of the present one so far} */
    LongList nanos(long now) {
        LongList all = nanos.copy();
        long since = askedAt;
        if (since != 0) {
            all.add(now - since);
        }
        return all;
    }
}
