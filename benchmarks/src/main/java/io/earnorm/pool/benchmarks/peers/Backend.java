package io.earnorm.pool.benchmarks.peers;

/** What a pool pools. Thread-safe. */
public interface Backend {

    /**
     * Makes a connection; may take its time.
     *
     * @return a new object
     * @throws Exception if it cannot
     */
    Object connect() throws Exception;

    /**
     * Closes a connection. By default it does nothing.
     *
     * @param connection from {@link #connect()}
     */
    default void close(Object connection) {}

    /**
     * Tells whether a connection is alive; may take its time. By default it is.
     *
     * @param connection from {@link #connect()}
     * @return whether it is
     */
    default boolean validate(Object connection) {
        return true;
    }
}
