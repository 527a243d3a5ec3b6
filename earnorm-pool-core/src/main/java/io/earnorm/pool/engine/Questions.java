package io.earnorm.pool.engine;

import java.util.List;

/**
 * What a user asks of a healthy connection.
 *
 * @param <C> the connection
 */
@FunctionalInterface
public interface Questions<C> {

    /**
     * Asks.
     *
     * @param connection to be used, not kept
     * @return what is wrong; empty when nothing is
     */
    List<String> complaints(C connection);

    /**
     * Clears what was left behind by asking, whatever the answer was.
     *
     * @param connection that was asked
     * @throws Exception to have it destroyed, which tells nothing about the backend
     */
    default void clean(C connection) throws Exception {}
}
