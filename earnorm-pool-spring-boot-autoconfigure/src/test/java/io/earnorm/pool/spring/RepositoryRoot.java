package io.earnorm.pool.spring;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the documentation is. */
public final class RepositoryRoot {

    private RepositoryRoot() {}

    /** Where the build was started, or a folder above. */
    public static Path find() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/spring-boot.md"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new AssertionError("Not below the root of the repository");
            }
        }
        return folder;
    }
}
