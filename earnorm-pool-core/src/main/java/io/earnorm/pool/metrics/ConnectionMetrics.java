package io.earnorm.pool.metrics;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection, as it is now. Its times may be off by 10 ms, the tick of the clock that leases read.
 *
 * @param id its number, from 1, in order of creation
 * @param state what it is doing
 * @param age since it was established; zero while connecting
 * @param idleTime since it was last used; zero while in use
 * @param heldTime since it was leased; zero while not in use
 * @param uses how often it was leased
 * @param generation the generation that it was made in
 * @param holderName name of the thread that leased it, {@code "thread "} and its number if it has ended or is virtual, or {@code null} while not in use
 */
public record ConnectionMetrics(
        long id,
        ConnectionState state,
        Duration age,
        Duration idleTime,
        Duration heldTime,
        long uses,
        long generation,
        @Nullable String holderName) {

    /**
     * The thread that leased it.
     *
     * @return its name, or empty while the connection is not in use
     */
    public Optional<String> holder() {
        return Optional.ofNullable(holderName);
    }
}
