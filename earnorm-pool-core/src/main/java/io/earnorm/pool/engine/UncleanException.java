package io.earnorm.pool.engine;

/** A connection is alive, and can't be lent any more because of what a user's question left behind on it. */
final class UncleanException extends Exception {

    private static final long serialVersionUID = 1L;

    UncleanException(Exception cause) {
        super("A health check left behind what could not be cleared", cause);
    }
}
