package io.earnorm.pool.faults;

import io.earnorm.pool.testing.Traffic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Puts an error in the place of each reply, for what a real server says only in long trouble. */
final class ErrorReplies implements Traffic {

    private final byte[] error;

    ErrorReplies(String error) {
        this.error = ("-" + error + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Replies here are one line, or a bulk string, which is two. */
    @Override
    public void pass(byte[] bytes, int length, OutputStream to) throws IOException {
        String[] lines = new String(bytes, 0, length, StandardCharsets.UTF_8).split("\r\n");
        for (int i = 0; i < lines.length; i += lines[i].startsWith("$") ? 2 : 1) {
            to.write(error);
        }
    }
}
