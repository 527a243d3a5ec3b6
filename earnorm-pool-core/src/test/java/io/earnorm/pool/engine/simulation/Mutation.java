package io.earnorm.pool.engine.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mistake to be made in the engine, to see whether the simulator notices.
 *
 * @param name what the mistake is
 * @param file the source file, without its folder
 * @param before what stands there, exactly once
 * @param after what stands there instead
 */
record Mutation(String name, String file, String before, String after) {

    private static final Path ENGINE =
            Path.of(System.getProperty("basedir", "."), "src", "main", "java", "io", "earnorm", "pool", "engine");

    /** The file with the mistake. */
    String source() throws IOException {
        String source = Files.readString(ENGINE.resolve(file));
        int first = source.indexOf(before);
        if (first < 0 || source.indexOf(before, first + 1) >= 0) {
            throw new IllegalStateException("Mutation '%s': %s no longer has, once, the text%n%s%nAdapt the mutation"
                    .formatted(name, file, before));
        }
        return source.replace(before, after);
    }
}
