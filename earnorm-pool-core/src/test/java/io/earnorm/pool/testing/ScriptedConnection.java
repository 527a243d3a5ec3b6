package io.earnorm.pool.testing;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a {@link ScriptedBackend}. It is not thread-safe, as connections are, but it notices
 * when it is used by two at once, or after its end, and tells the backend.
 */
public final class ScriptedConnection {

    private final ScriptedBackend backend;
    private final int number;
    private final int epoch;
    private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
    private final AtomicBoolean destroyed = new AtomicBoolean();
    private int uses; // Plain on purpose: it is right only if the pool hands connections over safely.

    ScriptedConnection(ScriptedBackend backend, int number, int epoch) {
        this.backend = backend;
        this.number = number;
        this.epoch = epoch;
    }

    /** {@return its number, from 1, in the order in which creations succeeded} */
    public int number() {
        return number;
    }

    /** {@return whether the backend destroyed it, or began to} */
    public boolean isDestroyed() {
        return destroyed.get();
    }

    /** {@return how often {@link #use} was called, for the present holder} */
    public int uses() {
        return uses;
    }

    /**
     * Does one thing with the connection.
     *
     * @throws IOException if the backend died since the connection was made
     */
    public void use() throws IOException {
        enter();
        try {
            backend.failIfLost(epoch);
        } finally {
            exit();
        }
    }

    /** Begins a use that ends with {@link #exit}; whoever else touches the connection in between is reported. */
    public void enter() {
        Thread other = user.compareAndExchange(null, Thread.currentThread());
        if (other != null) {
            backend.violation(this + " is used by " + Thread.currentThread().getName() + " and " + other.getName());
        }
        if (isDestroyed()) {
            backend.violation(this + " is used after it was destroyed");
        }
        uses++;
    }

    /** Ends the use that {@link #enter} began. */
    public void exit() {
        user.compareAndSet(Thread.currentThread(), null);
    }

    void checkUnused(String action) {
        Thread holder = user.get();
        if (holder != null) {
            backend.violation(this + " is " + action + " while " + holder.getName() + " uses it");
        }
    }

    int epoch() {
        return epoch;
    }

    boolean beginDestruction() {
        return destroyed.compareAndSet(false, true);
    }

    @Override
    public String toString() {
        return "connection " + number;
    }
}
