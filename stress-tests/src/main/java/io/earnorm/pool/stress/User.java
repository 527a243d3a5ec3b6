package io.earnorm.pool.stress;

import io.earnorm.pool.engine.PoolEngine;
import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolException;
import io.earnorm.pool.exception.PoolExhaustedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.exception.PoolUnavailableException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One who acquires, holds and gives back, and says in a word what came of it. Used by one thread at a time. */
final class User {

    private final PoolEngine<Connection, Held> engine;
    private final Backend backend;
    private @Nullable CompletableFuture<Held> future;
    private @Nullable Held lease;

    User(PoolEngine<Connection, Held> engine, Backend backend) {
        this.engine = engine;
        this.backend = backend;
    }

    /** Waits as long as it takes. */
    String acquire() {
        return acquire(Rig.AN_HOUR);
    }

    String acquire(long timeoutNanos) {
        try {
            return hold(engine.acquire(timeoutNanos));
        } catch (PoolException e) {
            return word(e);
        }
    }

    String tryAcquire() {
        Held found = engine.tryAcquire();
        return found == null ? "nothing" : hold(found);
    }

    /** Joins the queue. */
    void ask() {
        future = engine.acquireAsync(Rig.AN_HOUR);
    }

    void cancel() {
        asked().cancel(false);
    }

    /** What came of asking. */
    String answer() {
        CompletableFuture<Held> asked = asked();
        if (!asked.isDone()) {
            return "waits";
        }
        try {
            return lease == null ? hold(asked.join()) : "leased";
        } catch (CancellationException e) {
            return "cancelled";
        } catch (CompletionException e) {
            return word(e.getCause());
        }
    }

    /** The connection's number. */
    int connection() {
        return held().connection().number;
    }

    boolean holds() {
        return lease != null;
    }

    Held held() {
        if (lease == null) {
            throw new IllegalStateException("Holds nothing");
        }
        return lease;
    }

    /** Gives back what it holds. */
    String release() {
        Held held = letGo();
        return held.slot().release(held.stamp()) ? "released" : "late";
    }

    /** Passes its lease on, for others to end. */
    Held handOn() {
        return letGo();
    }

    String invalidate() {
        Held held = letGo();
        held.invalidate();
        return "invalidated";
    }

    /** Gives back whatever it may have got. */
    void leave() {
        if (future != null) {
            answer();
        }
        if (lease != null) {
            release();
        }
    }

    private String hold(Held held) {
        lease = held;
        if (held.connection().holders.incrementAndGet() > 1) {
            backend.faults.add("two holders");
        }
        if (held.connection().destroyed.get() != 0) {
            backend.faults.add("lent after its end");
        }
        return "leased";
    }

    private Held letGo() {
        Held held = held();
        held.connection().holders.decrementAndGet();
        lease = null;
        return held;
    }

    private CompletableFuture<Held> asked() {
        if (future == null) {
            throw new IllegalStateException("Asked for nothing");
        }
        return future;
    }

    private static String word(@Nullable Throwable refusal) {
        if (refusal instanceof PoolTimeoutException) {
            return "timeout";
        }
        if (refusal instanceof PoolClosedException) {
            return "closed";
        }
        if (refusal instanceof PoolExhaustedException) {
            return "exhausted";
        }
        if (refusal instanceof PoolUnavailableException) {
            return "unavailable";
        }
        if (refusal instanceof AcquireInterruptedException) {
            return "interrupted";
        }
        return String.valueOf(refusal);
    }
}
