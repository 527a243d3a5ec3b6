package io.earnorm.pool.engine;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a few of a pool's tasks run at a time, in order, so that one pool cannot take a thousand workers. */
final class Lane {

    /** How long a task keeps others out: seldom has one anything to wait for. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Workers workers;
    private final int width;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Lane(Workers workers, int width) {
        this.workers = workers;
        this.width = width;
    }

    /** Runs a task when there is room. It, or whoever gives it up, must call {@link #leave()} once. */
    void enter(Runnable task) {
        lock.lock();
        try {
            if (running == width) {
                waiting.add(task);
                return;
            }
            running++;
        } finally {
            lock.unlock();
        }
        workers.execute(task);
    }

    /**
     * Runs a task when there is room, and makes room after it, or when it takes long: it may run an application's code, which
     * may wait for what one of the next has to tell.
     */
    void run(Runnable task) {
        enter(() -> {
            AtomicBoolean left = new AtomicBoolean();
            Runnable leave = () -> {
                if (left.compareAndSet(false, true)) {
                    leave();
                }
            };
            Workers.Cancellation early = workers.schedule(LONGEST_NANOS, leave);
            try {
                task.run();
            } finally {
                early.cancel();
                leave.run();
            }
        });
    }

    /** Makes room for the next. */
    void leave() {
        Runnable next;
        lock.lock();
        try {
            next = waiting.poll();
            if (next == null) {
                running--;
                return;
            }
        } finally {
            lock.unlock();
        }
        workers.execute(next);
    }
}
