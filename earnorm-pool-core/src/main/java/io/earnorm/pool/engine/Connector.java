package io.earnorm.pool.engine;

/**
 * What the engine needs to know about a backend: the only slow calls, and how to read a failure.
 * Every method may throw anything, an {@code Error} included, without harm to the pool.
 *
 * @param <C> the connection
 */
public interface Connector<C> {

    /** Makes a connection. Interrupted when it takes too long. */
    C connect() throws Exception;

    /** Closes a connection; called once for each. */
    void destroy(C connection) throws Exception;

    /** Asks the backend whether a connection is alive. Interrupted when it takes too long. */
    boolean validate(C connection) throws Exception;

    /** Makes a returned connection clean; a throw evicts it. */
    void reset(C connection) throws Exception;

    /** Whether {@link #reset} does anything. */
    default boolean resets() {
        return true;
    }

    /** Whether a failure of work broke the connection. */
    boolean isBroken(C connection, Throwable failure);

    /** Whether trying again may cure a failure. */
    boolean isTransient(Throwable failure);

    /** How many sockets the backend holds open for a number of connections. */
    default int sockets(int connections) {
        return connections;
    }

    /** The pool is closed and the last connection destroyed. */
    void closed() throws Exception;
}
