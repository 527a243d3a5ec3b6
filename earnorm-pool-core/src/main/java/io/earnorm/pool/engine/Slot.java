package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.ConnectionState;
import java.time.Duration;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A place in the pool and the one connection that it ever holds. Its owner, see {@link SlotWord}, writes
 * the plain fields; others read them only for figures.
 *
 * @param <C> the connection
 */
public final class Slot<C> extends SlotWord {

    /** A time that the coarse clock never shows. */
    static final long NONE = Long.MIN_VALUE;

    final long id;
    final long generation;
    final SlowCall connecting = new SlowCall();
    private final Shortcut<C> shortcut;
    private final Releases<C> releases;

    @Nullable
    C connection;

    /** The tick of the coarse clock at which it was last found to be good, or {@link #NONE}. */
    long tick = NONE;

    /** Whether the present lease is one of those that are timed. */
    boolean timed;

    long establishedAt;
    long expiresAt = Long.MAX_VALUE;
    long lastUsed;
    long lastChecked;

    /** When the present lease was asked for, until that is told; then zero. */
    long askedAt;

    /** When the present lease began, or the last one ended; and the number of the thread that asked for it. */
    long leasedAt;

    long holder;

    Housekeeper.@Nullable AcquiredHere acquiredAt;

    long reportedLease;

    /** Closing it takes too long to wait for. */
    volatile boolean destroyGivenUp;

    /** What the pool attached to the present lease. */
    private volatile @Nullable Object tag;

    Slot(long id, long generation, Shortcut<C> shortcut, Releases<C> releases) {
        this.id = id;
        this.generation = generation;
        this.shortcut = shortcut;
        this.releases = releases;
    }

    /** {@return the connection's number, from 1} */
    public long id() {
        return id;
    }

    /** {@return the connection, for the holder of a lease} */
    public C connection() {
        C present = connection;
        if (present == null) {
            throw new IllegalStateException("Slot " + id + " has no connection");
        }
        return present;
    }

    /**
     * Ends a lease and gives the connection back.
     *
     * @param stamp the lease's
     * @return whether this was the first end of that lease
     */
    public boolean release(long stamp) {
        return shortcut.release(this, stamp);
    }

    /** {@return the other ways to end the present lease} */
    public Releases<C> releases() {
        return releases;
    }

    /**
     * Remembers something until the present lease ends, which is to be ended by {@link Releases#put}.
     *
     * @param tag anything
     */
    public void tag(Object tag) {
        this.tag = tag;
    }

    /** {@return what was attached to the present lease, or {@code null}} */
    public @Nullable Object tag() {
        return tag;
    }

    /** Begins the figures of a lease. The first lease in each tick is timed. */
    void begin(long now, long tick, Housekeeper.@Nullable AcquiredHere acquiredAt) {
        leasedAt = now;
        holder = Thread.currentThread().getId();
        timed = tick == NONE || tick != this.tick;
        this.tick = NONE; // It ends the long way, which notes when it was used.
        if (acquiredAt != null) {
            this.acquiredAt = acquiredAt;
        }
    }

    /** Ends the figures of a lease, and forgets who held it. */
    void ended(long now, long tick) {
        lastUsed = now;
        leasedAt = now; // A lease that goes the short way begins in this tick, and does not say when.
        timed = false;
        this.tick = now + 2 * EngineClock.COARSE_NANOS < expiresAt ? tick : NONE; // Not if it ends within the tick.
        if (acquiredAt != null) {
            acquiredAt = null;
        }
        if (tag != null) {
            tag = null;
        }
    }

    ConnectionMetrics metrics(long now, LongFunction<String> threadName) {
        int state = state();
        boolean unused = state == IDLE || state == RESERVED;
        return new ConnectionMetrics(
                id,
                publicState(state),
                Duration.ofNanos(state == CONNECTING ? 0 : Math.max(0, now - establishedAt)),
                Duration.ofNanos(unused ? Math.max(0, now - lastUsed) : 0),
                Duration.ofNanos(state == IN_USE ? Math.max(0, now - leasedAt) : 0),
                uses(),
                generation,
                state == IN_USE ? threadName.apply(holder) : null);
    }

    private static ConnectionState publicState(int state) {
        return switch (state) {
            case CONNECTING -> ConnectionState.CONNECTING;
            case IDLE -> ConnectionState.IDLE;
            case RESERVED -> ConnectionState.RESERVED;
            case IN_USE -> ConnectionState.IN_USE;
            default -> ConnectionState.CLOSING;
        };
    }
}
