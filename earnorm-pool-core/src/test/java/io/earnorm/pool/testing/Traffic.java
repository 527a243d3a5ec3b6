package io.earnorm.pool.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** How what one side says reaches the other. Each direction of a connection has a thread of its own for it. */
@FunctionalInterface
public interface Traffic {

    /**
     * Hands on what has arrived.
     *
     * @param bytes holds it, from the beginning
     * @param length how much it is
     * @param to the other side
     * @throws IOException to reset the connection
     */
    void pass(byte[] bytes, int length, OutputStream to) throws IOException, InterruptedException;

    /** {@return traffic as it comes} */
    static Traffic free() {
        return (bytes, length, to) -> to.write(bytes, 0, length);
    }

    /** {@return traffic that arrives later} */
    static Traffic late(Duration latency) {
        return (bytes, length, to) -> {
            Thread.sleep(latency.toMillis());
            to.write(bytes, 0, length);
        };
    }

    /** {@return traffic that drips, with a pause before each byte} */
    static Traffic drop(Duration pause) {
        return (bytes, length, to) -> {
            for (int i = 0; i < length; i++) {
                Thread.sleep(pause.toMillis());
                to.write(bytes, i, 1);
            }
        };
    }

    /** {@return traffic of at most so many bytes a second, ten pieces in each} */
    static Traffic narrow(int bytesPerSecond) {
        int piece = Math.max(1, bytesPerSecond / 10);
        return (bytes, length, to) -> {
            for (int sent = 0; sent < length; sent += piece) {
                Thread.sleep(100);
                to.write(bytes, sent, Math.min(piece, length - sent));
            }
        };
    }

    /** {@return traffic of which half arrives, and then the connection is reset} */
    static Traffic cut() {
        return (bytes, length, to) -> {
            to.write(bytes, 0, length / 2);
            throw new IOException("Cut in the middle");
        };
    }

    /** {@return traffic that vanishes} */
    static Traffic lost() {
        return (bytes, length, to) -> {};
    }
}
