package io.earnorm.pool.testing.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** One run of a server. */
final class RedisProcess {

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path log;

    private RedisProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static RedisProcess start(Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(RedisBinary.require().toString()));
        command.addAll(arguments);
        command.addAll(List.of("--dir", folder.toString()));
        Path log = folder.resolve("redis.log");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve("dump.rdb")); // What a replica on this port was sent by its primary.
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            RUNNING.add(process);
            return new RedisProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when {@code ping} does not throw. */
    void await(Runnable ping) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .failFast(this::requireAlive)
                .until(() -> answers(ping));
    }

    private void requireAlive() {
        if (!isAlive()) {
            throw new IllegalStateException("redis-server ended: " + output());
        }
    }

    private static boolean answers(Runnable ping) {
        try {
            ping.run();
            return true;
        } catch (JedisConnectionException e) {
            return false; // Not listening yet.
        } catch (JedisDataException e) {
            if (e.getMessage().startsWith("LOADING")) {
                return false;
            }
            throw e;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.destroyForcibly();
        end();
    }

    void stop() {
        process.destroy();
        end();
    }

    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("Could not send " + name + " to redis-server");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server did not end: " + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            RUNNING.remove(process);
        }
    }

    /** {@return what it has printed so far} */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
