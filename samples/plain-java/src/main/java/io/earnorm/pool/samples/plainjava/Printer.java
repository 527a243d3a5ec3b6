package io.earnorm.pool.samples.plainjava;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Something that is worth sharing and good for one user at a time. Now and then its paper jams. */
final class Printer {

    private final AtomicInteger jams;
    private boolean jammed;

    Printer(AtomicInteger jams) {
        this.jams = jams;
    }

    String print(String text) throws IOException {
        jammed = jammed || jams.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (jammed) {
            throw new IOException("paper jam");
        }
        return "[" + text + "]";
    }

    boolean works() {
        return !jammed;
    }
}
