package io.earnorm.pool.testing.redis;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Finds a {@code redis-server}: the system property {@value #PROPERTY}, then PATH, then the binary inside embedded-redis.
 */
final class RedisBinary {

    static final String PROPERTY = "earnorm.test.redis.binary";
    static final String REQUIRED = "earnorm.test.redis.required";

    static final String MISSING = "No redis-server: install one, or name one with -D" + PROPERTY;

    private RedisBinary() {}

    /** The binary, or the test is skipped; with {@value #REQUIRED} it fails. */
    static Path require() {
        return find().orElseThrow(
                        () -> isRequired() ? new IllegalStateException(MISSING) : new TestAbortedException(MISSING));
    }

    static boolean isRequired() {
        return Boolean.getBoolean(REQUIRED);
    }

    static Optional<Path> find() {
        return named().or(RedisBinary::onPath).or(RedisBinary::embedded);
    }

    private static Optional<Path> named() {
        Optional<Path> named = Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
        if (named.isPresent() && !Files.isExecutable(named.get())) {
            throw new IllegalStateException(PROPERTY + " names no program: " + named.get());
        }
        return named;
    }

    private static Optional<Path> onPath() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static synchronized Optional<Path> embedded() {
        String name = embeddedName();
        Path unpacked = RedisServer.FOLDER.resolve(name);
        if (Files.isExecutable(unpacked)) {
            return Optional.of(unpacked);
        }
        try (InputStream packed = RedisBinary.class.getClassLoader().getResourceAsStream(name)) {
            if (packed == null) {
                return Optional.empty();
            }
            Files.createDirectories(RedisServer.FOLDER);
            Path partial = Files.createTempFile(RedisServer.FOLDER, "redis-server", ".part");
            Files.copy(packed, partial, StandardCopyOption.REPLACE_EXISTING);
            if (!partial.toFile().setExecutable(true)) {
                return Optional.empty();
            }
            Files.move(partial, unpacked, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(unpacked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String embeddedName() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")) {
            return arm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64";
        }
        return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }
}
