package io.earnorm.pool.engine.simulation;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call into the pool, as a rule an acquire, and what was so when it began. Times are the world's. */
final class Ask {

    static final long NEVER = Long.MAX_VALUE;
    private static final long NOT_READ_YET = -1;

    final int beganAtStep;
    final long timeout;

    /** What it is given began to connect after this step. */
    final int notOlderThan;

    /** Who has waited for so long that this one may not overtake it. */
    final @Nullable Object notBefore;

    final boolean afterClose;

    /** When it has to be over, counted from its last look at the clock before it waits for the first time. */
    long deadline = NOT_READ_YET;

    /** The same from its first look. */
    long earliestDeadline = NOT_READ_YET;

    boolean waits;

    /** A time that the engine knew to be over, also by its coarse clock. */
    long surelyAt;

    /** When a call that does not wait returned. */
    long queuedAt;

    /** Events heard on its own thread. */
    int started;

    int ended;

    @Nullable
    CompletableFuture<SimLease> future;

    Ask(int beganAtStep, long timeout, int notOlderThan, @Nullable Object notBefore, boolean afterClose) {
        this.beganAtStep = beganAtStep;
        this.timeout = timeout;
        this.notOlderThan = notOlderThan;
        this.notBefore = notBefore;
        this.afterClose = afterClose;
    }

    void readsClock(long now) {
        long fromNow = timeout > Long.MAX_VALUE - now ? NEVER : now + timeout;
        if (earliestDeadline == NOT_READ_YET) {
            earliestDeadline = fromNow;
            deadline = fromNow;
        } else if (!waits) {
            deadline = fromNow;
        }
    }

    boolean isLimited() {
        return deadline != NOT_READ_YET && deadline != NEVER;
    }
}
