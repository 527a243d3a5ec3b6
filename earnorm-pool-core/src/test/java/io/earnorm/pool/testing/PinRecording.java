package io.earnorm.pool.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records every moment, however short, at which a virtual thread had to wait and could not leave its
 * carrier. On Java 24 and later that is so in native frames and in class initializers only; {@code
 * synchronized}, which pins on Java 21, is a matter for {@code EngineBytecodeTest}.
 */
public final class PinRecording implements AutoCloseable {

    private static final String PINNED = "jdk.VirtualThreadPinned";

    private final Recording recording = new Recording();

    /** Begins to record. */
    public PinRecording() {
        recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
        recording.start();
    }

    /** {@return every such moment so far, with its stack; ends the recording} */
    public List<String> pinned() {
        try {
            recording.stop();
            Path file = Files.createTempFile("pinned", ".jfr");
            try {
                recording.dump(file);
                return RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals(PINNED))
                        .map(RecordedEvent::toString)
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
