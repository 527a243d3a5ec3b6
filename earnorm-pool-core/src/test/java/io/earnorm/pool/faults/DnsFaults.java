package io.earnorm.pool.faults;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.TcpGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a JVM that asks a file for its names, which a JVM can be told only at its start. The name of the server
 * is unknown at first, comes, goes, and comes back.
 */
final class DnsFaults {

    static final String NAME = "moving.example";

    private DnsFaults() {}

    public static void main(String[] arguments) throws Exception {
        Path names = Path.of(System.getProperty("jdk.net.hosts.file"));
        forget(names);
        try (TcpGate gate = TcpGate.to(Integer.parseInt(arguments[1]));
                Pool<?> pool = pool(arguments[0], gate.port())) {
            requireDown(pool, gate);
            know(names);
            untilServed(pool);
            forget(names);
            requireDown(pool, gate);
            know(names);
            untilServed(pool);
        }
        System.exit(0); // Not waiting for what a driver may still have to do.
    }

    private static void know(Path names) throws Exception {
        Files.writeString(names, "127.0.0.1 localhost\n127.0.0.1 " + NAME + "\n");
    }

    private static void forget(Path names) throws Exception {
        Files.writeString(names, "127.0.0.1 localhost\n");
    }

    private static Pool<?> pool(String backend, int port) {
        PoolOptions options = PoolOptions.builder()
                .uri("%s://%s:%d/0".formatted(backend, NAME, port))
                .config(PoolConfig.builder()
                        .minSize(0)
                        .maxSize(2)
                        .validationInterval(Duration.ZERO)
                        .connectionTimeout(Duration.ofMillis(400))
                        .initializationFailTimeout(Duration.ofMillis(-1))
                        .build())
                .build();
        return backend.equals("redis") ? RedisPool.create(options) : MongoPool.create(options);
    }

    /** A caller hears by its deadline that the name is unknown, and so does who asks for health. */
    private static void requireDown(Pool<?> pool, TcpGate gate) {
        System.out.println("told " + untilKnown(gate, () -> refusal(pool)));
        System.out.println("health false: " + untilKnown(gate, () -> reasonToBeDown(pool)));
    }

    /** Each time drops also the sockets that were being opened when the name was forgotten. */
    private static String untilKnown(TcpGate gate, Supplier<@Nullable String> question) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < Duration.ofSeconds(20).toNanos()) {
            gate.reset();
            String answer = question.get();
            if (answer != null) {
                return answer;
            }
        }
        throw new AssertionError("Connections are made although the name is unknown");
    }

    private static @Nullable String refusal(Pool<?> pool) {
        try {
            pool.acquire().close();
            return null;
        } catch (RuntimeException e) {
            return e + " because of " + root(e);
        }
    }

    private static @Nullable String reasonToBeDown(Pool<?> pool) {
        PoolHealth health = pool.checkHealth();
        return !health.up() && health.reason().contains("UnknownHostException") ? health.reason() : null;
    }

    private static void untilServed(Pool<?> pool) {
        long start = System.nanoTime();
        while (true) {
            try {
                pool.acquire().close();
                break;
            } catch (RuntimeException e) {
                if (System.nanoTime() - start > Duration.ofSeconds(20).toNanos()) {
                    throw e;
                }
            }
        }
        System.out.println("served after " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
