package io.earnorm.pool;

/**
 * A user's own question to a healthy connection, asked by {@link Pool#checkHealth()} after the
 * backend's own validation succeeded.
 *
 * @param <C> the connection
 */
public interface HealthCheck<C> {

    /**
     * Names the check in {@link PoolHealth#reason()}.
     *
     * @return a short name
     */
    String name();

    /**
     * Asks. A return means healthy.
     *
     * @param connection as from a lease, for this call; it may be used, not kept. What is left behind on it is cleared as
     *     after a lease
     * @throws Exception why the backend counts as unhealthy; the message must not hold secrets
     */
    void check(C connection) throws Exception;
}
