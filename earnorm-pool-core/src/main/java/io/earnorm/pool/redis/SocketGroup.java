package io.earnorm.pool.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sockets that are given up together, also those that join later. Thread-safe. */
final class SocketGroup {

    private final Set<RedisSocketFactory> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean aborted;

    /** Adds one, which is aborted at once if the others were. */
    RedisSocketFactory add(RedisSocketFactory socket) {
        sockets.add(socket);
        if (aborted) { // After adding: abort() says so first, and then looks at what is there.
            socket.abort();
        }
        return socket;
    }

    /** It need not be aborted with the others any more. */
    void remove(RedisSocketFactory socket) {
        sockets.remove(socket);
    }

    void abort() {
        aborted = true;
        sockets.forEach(RedisSocketFactory::abort);
    }

    boolean isAborted() {
        return aborted;
    }
}
