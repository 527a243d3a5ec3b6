package io.earnorm.pool.samples.custom;

import java.io.IOException;

/** The server's own no: an answer that arrived in full, so the connection is as good as before. */
public final class LineRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    LineRefusedException(String answer) {
        super(answer);
    }

    /** {@return whether the same question may get a better answer in a moment} */
    public boolean isBusy() {
        return String.valueOf(getMessage()).startsWith("BUSY");
    }
}
