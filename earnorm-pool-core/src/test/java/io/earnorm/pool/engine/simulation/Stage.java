package io.earnorm.pool.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who runs. Exactly one strand holds the baton; at a point, or when it has to wait, the dice say who is
 * next: a strand that can go on, a task that waits for a worker, or a timer that is due. When nobody
 * can go on the rules are asked, and then time passes.
 */
final class Stage {

    /** What is asked after each step, and when everybody waits for time to pass. */
    interface Rules {

        void afterStep();

        void whenQuiet();
    }

    private static final int MOST_STEPS = 100_000;
    private static final int MOST_STEPS_AT_ONE_TIME = 20_000;
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    final Dice dice;
    final Trace trace = new Trace();
    final Timers timers = new Timers();
    final List<Strand> strands = new ArrayList<>();

    long now;

    /** Whose interrupt this is, while one is made. */
    boolean interruptsForUser;

    Rules rules = new Rules() {
        @Override
        public void afterStep() {}

        @Override
        public void whenQuiet() {}
    };

    /** Where the baton may pass that only a thread comes by. */
    Consumer<String> points = where -> {};

    /** A strand that hardly ever gets on, if there is one: long delays at one place find other faults. */
    int sluggish;

    private final Crew crew;
    private final Thread master = Thread.currentThread();
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Object> candidates = new ArrayList<>();

    private int steps;
    private int stepsAtThisTime;
    private boolean timekeeping;
    private volatile boolean over;
    private volatile long pulse = System.nanoTime();
    private volatile @Nullable Violation violation;

    Stage(Dice dice, Crew crew) {
        this.dice = dice;
        this.crew = crew;
    }

    // ---- The whole

    /** Runs until nothing is left to do, or a rule was broken. */
    @Nullable
    Violation run(Runnable first) {
        start(crew.hire(), first).give();
        while (!over) {
            LockSupport.parkNanos(this, LONGEST_SILENCE_NANOS);
            if (!over && System.nanoTime() - pulse > LONGEST_SILENCE_NANOS) {
                return new Violation(0, "nobody blocks outside of the simulation", stacks());
            }
        }
        return violation;
    }

    /** A rule was broken: nothing of this world goes on. Never returns. */
    void fail(int number, String rule, String message) {
        violation = new Violation(number, rule, message);
        over = true;
        LockSupport.unpark(master);
        while (true) {
            LockSupport.park(this);
        }
    }

    Strand current() {
        return (Strand) Thread.currentThread();
    }

    void note(String event, long number) {
        trace.add(Thread.currentThread() instanceof Strand strand ? strand.number : 0, now, event, number);
    }

    int steps() {
        return steps;
    }

    void step(String event, long number) {
        note(event, number);
        steps++;
        if (++stepsAtThisTime > MOST_STEPS_AT_ONE_TIME || steps > MOST_STEPS) {
            fail(4, "nobody spins", steps + " steps" + stacks());
        }
        rules.afterStep();
    }

    // ---- Tasks

    void submit(Runnable task) {
        tasks.add(task);
    }

    /** Another strand, from now on. */
    Strand spawn(Runnable body) {
        return start(crew.hire(), body);
    }

    private Strand start(Strand strand, Runnable body) {
        strand.begin(this, body);
        strands.add(strand);
        return strand;
    }

    /** On the strand itself. */
    void perform(Strand strand, Runnable body) {
        try {
            body.run();
        } catch (Throwable t) {
            fail(11, "nothing escapes from a task", describe(t));
        }
        if (strand.hasInterrupt() && !strand.userInterrupted) {
            fail(13, "the engine's interrupt ends with the call that it was for", "");
        }
        Conn checked = strand.checked;
        if (checked != null) {
            checked.settled(now);
        }
        note("ends", 0);
    }

    /** A strand has nothing left to do. Returns who is next, which may be the same with another task. */
    @Nullable
    Strand ended(Strand strand) {
        strands.remove(strand);
        Strand next = next(strand);
        if (next != strand) {
            strand.halt();
            if (next != null) {
                next.give();
            } else {
                over = true;
                LockSupport.unpark(master);
            }
        }
        return next;
    }

    // ---- Who is next

    /** The baton may pass here, and comes back later. */
    void mayPass(Strand me) {
        Strand next = pick(null);
        if (next != null) {
            passTo(next, me);
        }
    }

    /** The current strand waits until it can run. */
    void block(Strand me) {
        Strand next = next(null);
        if (next == null) {
            fail(4, "somebody can go on", "everybody waits for ever: " + stacks());
        } else {
            passTo(next, me);
        }
    }

    private void passTo(Strand next, Strand me) {
        if (next != me) {
            pulse = System.nanoTime();
            me.halt();
            next.give();
            me.awaitBaton();
        }
    }

    /** Who goes on, after as much time as that takes; {@code null} when nobody ever will. */
    private @Nullable Strand next(@Nullable Strand free) {
        Strand next = pick(free);
        while (next == null) {
            rules.whenQuiet();
            long until = nextEvent();
            if (until == Long.MAX_VALUE) {
                return null;
            }
            passTime(until - now);
            next = pick(free);
        }
        return next;
    }

    long nextEvent() {
        long next = timekeeping ? Long.MAX_VALUE : timers.next();
        for (Strand strand : strands) {
            if (strand.state != Strand.State.READY) {
                next = Math.min(next, strand.wakeAt);
            }
        }
        return next;
    }

    void passTime(long nanos) {
        if (nanos > 0) {
            now += nanos;
            stepsAtThisTime = 0;
        }
    }

    private @Nullable Strand pick(@Nullable Strand free) {
        candidates.clear();
        for (Strand strand : strands) {
            if (strand.canRun(now)) {
                candidates.add(strand);
            }
        }
        candidates.addAll(tasks);
        if (!timekeeping && timers.isDue(now)) {
            candidates.add(timers);
        }
        if (candidates.isEmpty()) {
            return null;
        }
        Object chosen = dice.pick(candidates);
        if (candidates.size() > 1 && chosen instanceof Strand it && it.number == sluggish && !dice.percent(3)) {
            candidates.remove(chosen);
            chosen = dice.pick(candidates);
        }
        return chosen instanceof Strand strand ? strand : begin(chosen, free == null ? crew.hire() : free);
    }

    private Strand begin(Object chosen, Strand strand) {
        if (chosen == timers) {
            Timers.Timer timer = timers.poll();
            timekeeping = true;
            return start(strand, () -> {
                note("timer", timer == null ? 0 : timer.number());
                if (timer != null) {
                    timer.task().run();
                }
                timekeeping = false;
            });
        }
        Runnable task = (Runnable) chosen;
        tasks.remove(task);
        return start(strand, task);
    }

    // ---- What it looks like

    /** Whether no other strand is left, and no task; timers may be. */
    boolean isQuietButFor(Strand strand) {
        return tasks.isEmpty() && !timekeeping && strands.size() == 1 && strands.contains(strand);
    }

    /** Whether nothing but the current strand is left, not even a timer. */
    boolean isDeserted() {
        return tasks.isEmpty() && !timekeeping && timers.size() == 0 && strands.size() == 1;
    }

    String stacks() {
        StringBuilder text = new StringBuilder();
        for (Strand strand : strands) {
            text.append("%n  %s %s %s until %d".formatted(strand.getName(), strand.state, strand.where, strand.wakeAt));
            for (StackTraceElement frame : strand.getStackTrace()) {
                if (frame.getClassName().startsWith("io.earnorm")) {
                    text.append("%n      at %s".formatted(frame));
                }
            }
        }
        return text.toString();
    }

    static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.toString());
        for (StackTraceElement frame : failure.getStackTrace()) {
            text.append("%n      at %s".formatted(frame));
        }
        return text.toString();
    }
}
