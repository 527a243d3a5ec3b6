package io.earnorm.pool.benchmarks.peers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A pool, as the benchmarks see it. What is acquired is the pool's own handle, so that nothing is
 * allocated or looked up that the pool itself does not.
 */
public interface Peer extends AutoCloseable {

    /**
     * Acquires, waiting for at most the {@link Setup#timeout()}.
     *
     * @return a handle; {@code null} where the pool says so instead of throwing when none came in time
     * @throws Exception what the pool throws
     */
    @Nullable
    Object acquire() throws Exception;

    /**
     * Acquires, waiting for at most the timeout.
     *
     * @param timeout zero: do not wait
     * @return as {@link #acquire()}
     * @throws UnsupportedOperationException if the pool has one timeout for all
     * @throws Exception what the pool throws
     */
    @Nullable
    Object acquire(Duration timeout) throws Exception;

    /**
     * Tells what the handle holds, as a user of the pool asks for it.
     *
     * @param handle from {@code acquire}
     * @return what {@link Backend#connect()} made
     * @throws Exception what the pool throws
     */
    Object connection(Object handle) throws Exception;

    /**
     * Gives back.
     *
     * @param handle from {@code acquire}
     * @throws Exception what the pool throws
     */
    void release(Object handle) throws Exception;

    /**
     * Gives back what is broken.
     *
     * @param handle from {@code acquire}
     * @throws Exception what the pool throws
     */
    void invalidate(Object handle) throws Exception;

    @Override
    void close();
}
