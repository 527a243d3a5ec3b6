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
}
