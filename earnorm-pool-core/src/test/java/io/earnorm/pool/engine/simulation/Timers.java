package io.earnorm.pool.engine.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is to run later. */
final class Timers {

    record Timer(long at, long number, Runnable task) {}

    private final PriorityQueue<Timer> queue =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private long numbers;

    Timer add(long at, Runnable task) {
        Timer timer = new Timer(at, numbers++, task);
        queue.add(timer);
        return timer;
    }

    void remove(Timer timer) {
        queue.remove(timer);
    }

    boolean isDue(long now) {
        Timer first = queue.peek();
        return first != null && first.at <= now;
    }

    @Nullable
    Timer poll() {
        return queue.poll();
    }

    int size() {
        return queue.size();
    }

    /** When the next one is due, or the end of time. */
    long next() {
        Timer first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.at;
    }

    /** When the last one is due. */
    long last() {
        return queue.stream().mapToLong(Timer::at).max().orElse(0);
    }
}
