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

    /** When it has to be over: counted from its first look at the clock. */
    long deadline = NOT_READ_YET;

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
        if (deadline == NOT_READ_YET) {
            deadline = timeout > Long.MAX_VALUE - now ? NEVER : now + timeout;
        }
    }

    boolean isLimited() {
        return deadline != NOT_READ_YET && deadline != NEVER;
    }
}
