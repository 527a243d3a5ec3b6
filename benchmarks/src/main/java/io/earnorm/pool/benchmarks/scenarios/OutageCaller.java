package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One that works through an outage: gives back what is broken, and tries again after a millisecond. */
final class OutageCaller implements Runnable {

    private static final long HELD = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final Peer peer;
    private final SimulatedBackend backend;
    private final Timeline timeline;
    private final Window window;

    OutageCaller(Peer peer, SimulatedBackend backend, Timeline timeline, Window window) {
        this.peer = peer;
        this.backend = backend;
        this.timeline = timeline;
        this.window = window;
    }

    @Override
    public void run() {
        while (!window.over) {
            Object handle = acquire();
            if (handle == null) {
                LockSupport.parkNanos(PAUSE);
            } else {
                use(handle);
            }
        }
    }

    private @Nullable Object acquire() {
        try {
            return peer.acquire();
        } catch (Exception expected) {
            return null;
        }
    }

    private void use(Object handle) {
        try {
            if (isAlive(handle)) {
                peer.release(handle);
                timeline.count();
            } else {
                peer.invalidate(handle);
            }
        } catch (Exception e) {
            // Commons-pool2 connects in the thread that gives back what is broken. Its callers live with that.
            LockSupport.parkNanos(PAUSE);
        }
    }

    private boolean isAlive(Object handle) throws Exception {
        try {
            backend.use(peer.connection(handle));
            LockSupport.parkNanos(HELD);
            backend.use(peer.connection(handle));
            return true;
        } catch (ConnectException broken) {
            return false;
        }
    }
}
