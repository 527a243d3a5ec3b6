package io.earnorm.pool.testing.mongo;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;

/** What is to be seen of a client that was closed. */
public final class ClosedClient {

    private ClosedClient() {}

    /**
     * Waits until none of its sockets is left. When it is closed while the driver opens a socket to measure round trips, the
     * driver forgets that socket and leaves it to the garbage collector; so this asks for one.
     *
     * @param sockets how many are open, as the server sees it
     */
    public static void awaitNoSockets(IntSupplier sockets) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (sockets.getAsInt() > 0) {
                        System.gc();
                    }
                    return sockets.getAsInt() == 0;
                });
    }
}
