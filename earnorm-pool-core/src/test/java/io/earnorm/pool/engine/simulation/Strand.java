package io.earnorm.pool.engine.simulation;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs only while it holds the baton. All fields but {@link #running} belong to whoever
 * holds it. Its interrupts are kept until it runs, so that when they arrive does not depend on the JVM.
 */
final class Strand extends Thread {

    enum State {
        FREE,
        READY,
        PARKED,
        ASLEEP,
        AWAITING
    }

    /** Where a strand sleeps. */
    enum Where {
        AT_HOME,
        CONNECTING,
        VALIDATING,
        DESTROYING,
        IN_A_CALLBACK
    }

    final int number;

    State state = State.FREE;
    Where where = Where.AT_HOME;
    boolean permit;
    boolean interruptible;
    boolean hangs;
    long wakeAt;

    /** The time that it read last. */
    long lastRead;

    @Nullable
    BooleanSupplier awaited;

    /** How many of a user's calls it is within. */
    int callbacks;

    /** Whether a user's interrupt is to be seen. */
    boolean userInterrupted;

    /** Whether the engine gave up the call that it is in. */
    boolean givenUp;

    /** Whether it has told that it could not connect, and perhaps not yet done what follows. */
    boolean failed;

    /** What it has connected. */
    @Nullable
    Conn made;

    /** What it has found alive. */
    @Nullable
    Conn checked;

    final ArrayDeque<Ask> asks = new ArrayDeque<>();

    private volatile boolean running;
    private volatile boolean dismissed;
    private boolean interruptPending;
    private @Nullable Stage stage;
    private @Nullable Runnable body;

    Strand(int number) {
        super("strand-" + number);
        this.number = number;
        setDaemon(true);
    }

    boolean isFree() {
        return state == State.FREE;
    }

    /** Gives it something to do; it begins when it gets the baton. */
    void begin(Stage stage, Runnable body) {
        this.stage = stage;
        this.body = body;
        state = State.READY;
        where = Where.AT_HOME;
        permit = false;
        callbacks = 0;
        userInterrupted = false;
        givenUp = false;
        failed = false;
        made = null;
        checked = null;
        interruptPending = false;
        asks.clear();
    }

    @Override
    public void run() {
        awaitBaton();
        while (!dismissed) {
            Stage present = Objects.requireNonNull(stage);
            present.perform(this, Objects.requireNonNull(body));
            Thread.interrupted();
            state = State.FREE;
            body = null;
            stage = null;
            if (present.ended(this) != this) {
                awaitBaton();
            }
        }
    }

    void dismiss() {
        dismissed = true;
        give();
    }

    // ---- The baton

    /** Gives the baton to this one. Whoever does so has ceased to run. */
    void give() {
        running = true;
        LockSupport.unpark(this);
    }

    /** Called before another one is given the baton. */
    void halt() {
        interruptPending |= Thread.interrupted();
        running = false;
    }

    void awaitBaton() {
        while (!running) {
            LockSupport.park(this);
        }
        if (interruptPending) {
            interruptPending = false;
            super.interrupt();
        }
    }

    /** Whether it could go on if it got the baton. */
    boolean canRun(long now) {
        return switch (state) {
            case FREE -> false;
            case READY -> true;
            case PARKED -> permit || hasInterrupt() || now >= wakeAt;
            case ASLEEP -> now >= wakeAt || interruptible && hasInterrupt();
            case AWAITING -> now >= wakeAt || Objects.requireNonNull(awaited).getAsBoolean();
        };
    }

    // ---- What the engine does with a thread

    /** Slots are looked through from a place that depends on it, so it must be the same in every JVM. */
    @Override
    @SuppressWarnings("deprecation") // Newer JDKs have another, final method; the engine runs on older ones, too.
    public long getId() {
        mayPass("looks through the slots");
        return number;
    }

    @Override
    public void interrupt() {
        Stage present = stage;
        if (present == null) {
            return;
        }
        boolean bySelf = Thread.currentThread() == this;
        if (bySelf && !present.interruptsForUser) {
            super.interrupt(); // The JVM's, which keeps an interrupt from disturbing it while it loads a class.
            return;
        }
        if (bySelf) {
            super.interrupt();
        } else {
            interruptPending = true;
        }
        givenUp |= !present.interruptsForUser;
        present.note(present.interruptsForUser ? "interrupts strand" : "gives up the call of strand", number);
    }

    @Override
    public boolean isInterrupted() {
        mayPass("looks whether it is interrupted");
        return hasInterrupt();
    }

    void readsClock(long now) {
        lastRead = now;
        Ask ask = asks.peek();
        if (ask != null) {
            ask.readsClock(now);
        }
    }

    boolean hasInterrupt() {
        return interruptPending || super.isInterrupted();
    }

    void breaks(int number, String rule, String message) {
        Stage present = stage;
        if (present != null) {
            present.fail(number, rule, message);
        }
    }

    private void mayPass(String where) {
        Stage present = stage;
        if (present != null && Thread.currentThread() == this) {
            present.points.accept(where);
        }
    }
}
