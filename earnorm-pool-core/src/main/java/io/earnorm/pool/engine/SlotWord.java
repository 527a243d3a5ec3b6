package io.earnorm.pool.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The state of a slot: one word that holds what it is doing and a stamp, which grows with each lease.
 *
 * <pre>{@code
 * CONNECTING ──► RESERVED ◄──► IDLE ◄──► IN_USE
 *                    │  ▲                  │
 *                    │  └──────────────────┘ one winner: the lease's end, or its reclaim
 *                    ▼
 *                 CLOSING
 * }</pre>
 *
 * <p>Whoever moved the word out of {@code IDLE} or {@code IN_USE} owns the slot until the next move, so
 * the slot's plain fields need no lock: each move is volatile and hands them over. The moves that others
 * may want to make at the same moment are compare-and-set; those of an owner check what they find.
 */
abstract class SlotWord {

    static final int CONNECTING = 0;
    static final int IDLE = 1;
    static final int RESERVED = 2;
    static final int IN_USE = 3;
    static final int CLOSING = 4;

    private static final int STATE_BITS = 3;
    private static final long STATE_MASK = (1 << STATE_BITS) - 1;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(SlotWord.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long word = CONNECTING;

    /** Leases that never reached anybody. Written by the owner. */
    private long takenBack;

    /**
     * Whether a lease is the present one.
     *
     * @param stamp the lease's
     * @return {@code false} once it has ended, in whatever way
     */
    public final boolean isLeased(long stamp) {
        return word == word(stamp, IN_USE);
    }

    final int state() {
        return (int) (word & STATE_MASK);
    }

    /** The stamp of the present lease, or of the last one. */
    final long stamp() {
        return word >>> STATE_BITS;
    }

    /** How many leases reached somebody. */
    final long uses() {
        return Math.max(0, stamp() - takenBack); // Read at two moments.
    }

    /** The lease that has just ended did not reach anybody. */
    final void takeBack() {
        takenBack++;
    }

    // ---- Moves that several threads may try

    /**
     * Takes an idle slot for a lease.
     *
     * <p>Invariant: of all who try, one succeeds, and only it may touch the connection until it moves
     * the slot on. What the last owner wrote happens-before that success.
     */
    final boolean tryLease() {
        long seen = word;
        return (seen & STATE_MASK) == IDLE && WORD.compareAndSet(this, seen, word((seen >>> STATE_BITS) + 1, IN_USE));
    }

    /** Takes an idle slot for the pool itself. */
    final boolean tryReserve() {
        long seen = word;
        return (seen & STATE_MASK) == IDLE && WORD.compareAndSet(this, seen, word(seen >>> STATE_BITS, RESERVED));
    }

    /**
     * Ends a lease and keeps the slot for the pool.
     *
     * <p>Invariant: of all ends of a lease, here and in {@link #endToIdle}, one succeeds: the stamp of
     * any later lease differs.
     */
    final boolean end(long stamp) {
        return WORD.compareAndSet(this, word(stamp, IN_USE), word(stamp, RESERVED));
    }

    /** Ends a lease and leaves the slot to whoever takes it first. */
    final boolean endToIdle(long stamp) {
        return WORD.compareAndSet(this, word(stamp, IN_USE), word(stamp, IDLE));
    }

    // ---- Moves of the owner

    /** Hands a reserved slot to a waiter. */
    final void lease() {
        long seen = expect(1 << RESERVED);
        word = word((seen >>> STATE_BITS) + 1, IN_USE);
    }

    /** Keeps a slot for the pool that was made, or leased and never reached anybody. */
    final void reserve() {
        long seen = leave(1 << CONNECTING | 1 << RESERVED | 1 << IN_USE);
        word = word(seen >>> STATE_BITS, RESERVED);
    }

    /** Gives a reserved slot to whoever takes it first. */
    final void idle() {
        long seen = expect(1 << RESERVED);
        word = word(seen >>> STATE_BITS, IDLE);
    }

    /** The connection is to be destroyed. */
    final void closing() {
        long seen = leave(1 << RESERVED | 1 << IN_USE);
        word = word(seen >>> STATE_BITS, CLOSING);
    }

    private long leave(int states) {
        long seen = expect(states);
        if ((seen & STATE_MASK) == IN_USE) {
            takenBack++;
        }
        return seen;
    }

    /** Always on: an owner that finds another state is a bug of ours, and must not do any harm. */
    private long expect(int states) {
        long seen = word;
        if ((1 << (seen & STATE_MASK) & states) == 0) {
            throw new IllegalStateException("A slot was moved on in state " + (seen & STATE_MASK));
        }
        return seen;
    }

    private static long word(long stamp, int state) {
        return stamp << STATE_BITS | state;
    }
}
