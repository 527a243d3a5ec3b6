package io.earnorm.pool.engine;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a few of a pool's tasks run at a time, in order, so that one pool cannot take a thousand workers. */
final class Lane {

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

    /** Runs a task when there is room, and makes room after it. */
    void run(Runnable task) {
        enter(() -> {
            try {
                task.run();
            } finally {
                leave();
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
