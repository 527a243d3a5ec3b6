package io.earnorm.pool.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says what the calls of one kind do, and counts them. Each behavior given to {@link #next} is played
 * once, in order; all other calls play what {@link #always} was given last, success at first. Thread-safe.
 */
public final class Script {

    private final Queue<Behavior> next = new ConcurrentLinkedQueue<>();
    private volatile Behavior always = Behavior.succeed();

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();

    Script() {}

    /**
     * Scripts the next calls.
     *
     * @param behaviors one for each call
     * @return this script
     */
    public Script next(Behavior... behaviors) {
        for (Behavior behavior : behaviors) {
            next.add(behavior);
        }
        return this;
    }

    /**
     * Scripts all calls that {@link #next} says nothing about.
     *
     * @param behavior played from now on
     * @return this script
     */
    public Script always(Behavior behavior) {
        always = behavior;
        return this;
    }

    /** {@return how many calls began} */
    public int begun() {
        return begun.get();
    }

    /** {@return how many calls ended, failed ones included} */
    public int ended() {
        return ended.get();
    }

    /** {@return how many calls run now} */
    public int running() {
        int gone = ended.get(); // First, so that the difference is never negative.
        return begun.get() - gone;
    }

    /** {@return the most calls seen running at once} */
    public int peak() {
        return peak.get();
    }

    boolean play() throws Exception {
        begun.incrementAndGet();
        peak.accumulateAndGet(running(), Math::max);
        try {
            Behavior scripted = next.poll();
            return (scripted == null ? always : scripted).play();
        } finally {
            ended.incrementAndGet();
        }
    }
}
