package io.earnorm.pool.redis;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watches one sentinel, on a thread of its own: subscribes, asks, and asks again at every event. It connects anew when the
 * connection breaks, when it was quiet for long (the other side may have vanished without a word) and when told to.
 */
final class SentinelWatch implements Runnable {

    private static final int QUIET_MILLIS = 30_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final SentinelGroup group;
    private final int number;
    private final Sentinel sentinel;
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile SocketGroup sockets = new SocketGroup();

    SentinelWatch(SentinelGroup group, int number, Sentinel sentinel) {
        this.group = group;
        this.number = number;
        this.sentinel = sentinel;
    }

    /** Ends soon after {@link #close()}. */
    @Override
    public void run() {
        long pause = 0;
        do {
            SocketGroup current = new SocketGroup();
            sockets = current;
            if (closed.getCount() == 0) { // After the write: who closes says so first, and then aborts what is there.
                current.abort();
            }
            try {
                watch(current);
                pause = 0;
            } catch (Throwable t) { // An Error as well: nobody else would go on watching.
                pause = current.isAborted()
                        ? 0
                        : Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, pause * 2));
                report(current, t);
            } finally {
                current.abort();
            }
        } while (!isClosedWithin(pause) && !group.isOver());
    }

    /** Returns when nothing was heard for long. */
    private void watch(SocketGroup current) {
        RedisConnection subscribed = sentinel.subscribe(current.add(sentinel.socket()), QUIET_MILLIS);
        SentinelEvent event;
        do { // Subscribed first, then asked: no change is missed.
            RedisSocketFactory question = current.add(sentinel.socket());
            group.answered(number, sentinel.ask(question));
            current.remove(question);
            event = sentinel.awaitEvent(subscribed);
            group.heard(event);
        } while (event != null);
    }

    private void report(SocketGroup current, Throwable failure) {
        if (!current.isAborted()) { // If it is, that is why.
            group.failed(number, failure);
        }
    }

    private boolean isClosedWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return closed.getCount() == 0; // Nobody has a reason to interrupt this thread; close() is how it ends.
        }
    }

    /** Connects anew, and asks. */
    void refresh() {
        sockets.abort();
    }

    /** Ends {@link #run()}. Does not block. */
    void close() {
        closed.countDown();
        sockets.abort();
    }
}
