package io.earnorm.pool.config;

/** Whether an acquire that arrives may take a connection while others wait. */
public enum Fairness {
    /** No arrival overtakes one that waits. */
    STRICT,
    /**
     * An arrival may overtake, until the first in the queue has waited for {@code fairnessBound}: that
     * saves context switches. A virtual thread that waits costs none, and is not overtaken.
     */
    BOUNDED
}
