package io.earnorm.pool.samples.quickstart.e2e;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Passes bytes from one socket to another until either ends, then ends both. */
record Pump(Socket from, Socket to, Duration latency, Observer observer) implements Runnable {

    @Override
    public void run() {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                LockSupport.parkNanos(latency.toNanos()); // The network's, not the test's: nobody waits for this.
                observer.passes(buffer, read); // First: what the other side does next must come later.
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The other side ended first.
        }
    }

    /** Sees what is about to be passed on. */
    @FunctionalInterface
    interface Observer {
        void passes(byte[] bytes, int length);
    }
}
