package io.earnorm.pool.engine;

import io.earnorm.pool.metrics.ConnectionMetrics;
import io.earnorm.pool.metrics.ConnectionState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A place in the pool and the one connection that it ever holds.
 *
 * <p>One word holds the state and a stamp, which grows with each lease. Whoever moved the word out of
 * {@code IDLE} or {@code IN_USE} owns the slot until the next move, so the plain fields need no lock:
 * they are handed over by the volatile word.
 *
 * <pre>{@code
 * CONNECTING ──► RESERVED ◄──► IDLE ──► IN_USE
 *                    │  ▲                 │
 *                    │  └─────────────────┘ one winner: the lease's end, or its reclaim
 *                    ▼
 *                 CLOSING
 * }</pre>
 *
 * @param <C> the connection
 */
public final class Slot<C> {

    static final int CONNECTING = 0;
    static final int IDLE = 1;
    static final int RESERVED = 2;
    static final int IN_USE = 3;
    static final int CLOSING = 4;

    private static final int STATE_BITS = 3;
    private static final long STATE_MASK = (1 << STATE_BITS) - 1;
    private static final long NEVER_LEASED = 0;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(Slot.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long word = CONNECTING;

    final long id;
    final long generation;
    final SlowCall connecting = new SlowCall();

    // Written by the owner; others read them only for figures, after reading the word.
    @Nullable
    C connection;

    long establishedAt;
    long expiresAt = Long.MAX_VALUE;
    long lastUsed;
    long lastChecked;
    long leasedAt = NEVER_LEASED;
    long uses;

    @Nullable
    Thread holder;

    @Nullable
    Throwable acquiredAt;

    long reportedLease;

    /** Closing it takes too long to wait for. */
    volatile boolean destroyGivenUp;

    /** What the pool attached to the present lease. */
    private volatile @Nullable Object tag;

    Slot(long id, long generation) {
        this.id = id;
        this.generation = generation;
    }

    /** {@return the connection's number, from 1} */
    public long id() {
        return id;
    }

    /**
     * Remembers something until the present lease ends.
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

    /**
     * The connection, for the holder of a lease.
     *
     * @return the connection
     */
    public C connection() {
        C present = connection;
        if (present == null) {
            throw new IllegalStateException("Slot " + id + " has no connection");
        }
        return present;
    }

    /**
     * Whether a lease is the present one.
     *
     * @param stamp the lease's
     * @return {@code false} once it has ended, in whatever way
     */
    public boolean isLeased(long stamp) {
        return word == word(stamp, IN_USE);
    }

    int state() {
        return (int) (word & STATE_MASK);
    }

    /** The stamp of the present lease, or of the last one. */
    long stamp() {
        return word >>> STATE_BITS;
    }

    /**
     * Takes an idle slot for a lease.
     *
     * <p>Invariant: of all who try, one succeeds, and only it may touch the connection until it moves
     * the slot on. The releaser's volatile write happens-before that success.
     */
    boolean tryLease() {
        long seen = word;
        return (seen & STATE_MASK) == IDLE && WORD.compareAndSet(this, seen, word((seen >>> STATE_BITS) + 1, IN_USE));
    }

    /** Takes an idle slot for the pool itself. */
    boolean tryReserve() {
        long seen = word;
        return (seen & STATE_MASK) == IDLE && WORD.compareAndSet(this, seen, word(seen >>> STATE_BITS, RESERVED));
    }

    /**
     * Ends a lease. Only the first end of each lease succeeds: the stamp of any later lease differs.
     */
    boolean endLease(long stamp) {
        return WORD.compareAndSet(this, word(stamp, IN_USE), word(stamp, RESERVED));
    }

    /** The owner hands the slot to a waiter. */
    void lease() {
        word = word(stamp() + 1, IN_USE);
    }

    /** The owner of a leased slot keeps it for the pool: its lease never reached anybody. */
    void reserve() {
        word = word(stamp(), RESERVED);
    }

    /** The owner gives the slot to whoever takes it first. */
    void idle() {
        word = word(stamp(), IDLE);
    }

    /** The owner destroys the connection. */
    void closing() {
        word = word(stamp(), CLOSING);
    }

    /** Begins the figures of a lease. */
    void begin(long now, @Nullable Throwable acquiredAt) {
        uses++;
        holder = Thread.currentThread();
        this.acquiredAt = acquiredAt;
        leasedAt = now;
    }

    /** Ends the figures of a lease, and forgets who held it. */
    void end(long now) {
        lastUsed = now;
        leasedAt = NEVER_LEASED;
        holder = null;
        acquiredAt = null;
        if (tag != null) {
            tag = null;
        }
    }

    /** Ends the figures of a lease that never reached anybody. */
    void takeBack(long now) {
        end(now);
        uses--;
    }

    /** How long the present lease is held, or zero. Read racily. */
    long heldFor(long now) {
        long since = leasedAt;
        return since == NEVER_LEASED ? 0 : Math.max(0, now - since);
    }

    ConnectionMetrics metrics(long now) {
        int state = state();
        Thread by = holder;
        return new ConnectionMetrics(
                id,
                publicState(state),
                Duration.ofNanos(state == CONNECTING ? 0 : Math.max(0, now - establishedAt)),
                Duration.ofNanos(state == IDLE || state == RESERVED ? Math.max(0, now - lastUsed) : 0),
                Duration.ofNanos(state == IN_USE ? heldFor(now) : 0),
                uses,
                generation,
                state == IN_USE && by != null ? by.getName() : null);
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

    private static long word(long stamp, int state) {
        return stamp << STATE_BITS | state;
    }
}
