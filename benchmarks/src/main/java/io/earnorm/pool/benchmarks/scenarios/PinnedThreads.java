package io.earnorm.pool.benchmarks.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Asks the JVM's flight recorder how often a virtual thread has kept its carrier while it waited. */
final class PinnedThreads {

    private static final String EVENT = "jdk.VirtualThreadPinned";

    private PinnedThreads() {}

    /** {@return the number of events, however short} */
    static long during(Callable<?> work) throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable(EVENT).withThreshold(Duration.ZERO);
            recording.start();
            work.call();
            recording.stop();
            return count(recording);
        }
    }

    private static long count(Recording recording) throws IOException {
        Path file = Files.createTempFile("pinned", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(EVENT))
                    .count();
        } finally {
            Files.delete(file);
        }
    }
}
