package io.earnorm.pool.benchmarks.peers;

import java.time.Duration;

/**
 * What every peer is built from; all else stays at the peer's own defaults.
 *
 * @param backend what is pooled
 * @param minSize connections that the pool keeps; those that can, make them when they are opened
 * @param maxSize connections at most
 * @param timeout how long {@link Peer#acquire()} waits; HikariCP refuses less than 250 ms
 * @param maxConnecting how many connections earnorm makes at once; the peers have no such setting
 * @param virtualThreads whether virtual threads will acquire: Stormpot has a door of its own for them
 */
public record Setup(
        Backend backend, int minSize, int maxSize, Duration timeout, int maxConnecting, boolean virtualThreads) {

    /**
     * A pool of a fixed size whose acquires wait for 30 s.
     *
     * @param backend what is pooled
     * @param size connections
     * @return the setup
     */
    public static Setup fixed(Backend backend, int size) {
        return new Setup(backend, size, size, Duration.ofSeconds(30), 2, false);
    }

    /** {@return the same with sizes} */
    public Setup sizes(int min, int max) {
        return new Setup(backend, min, max, timeout, maxConnecting, virtualThreads);
    }

    /** {@return the same with another timeout} */
    public Setup timeout(Duration other) {
        return new Setup(backend, minSize, maxSize, other, maxConnecting, virtualThreads);
    }

    /** {@return the same with another number of connections made at once} */
    public Setup maxConnecting(int other) {
        return new Setup(backend, minSize, maxSize, timeout, other, virtualThreads);
    }

    /** {@return the same for virtual threads} */
    public Setup forVirtualThreads() {
        return new Setup(backend, minSize, maxSize, timeout, maxConnecting, true);
    }
}
