package io.earnorm.pool;

import java.io.IOException;

/** How failures are read where a backend does not say it. */
final class Failures {

    private static final int DEEPEST = 50; // Chains of causes can be circular.

    private Failures() {}

    static boolean breakConnections(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof IOException || cause instanceof InterruptedException || cause instanceof Error) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
