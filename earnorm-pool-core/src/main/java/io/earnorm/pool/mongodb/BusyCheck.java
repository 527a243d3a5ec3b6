package io.earnorm.pool.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import io.earnorm.pool.PoolHealth;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks MongoDB where the pool had no connection to ask with: without it a server that freezes would look well for as long as
 * its victims wait.
 *
 * <p>Asks on a thread of its own, because the driver does not keep to a time limit while it opens a socket. There is one at a
 * time, however often somebody wants to know.
 */
final class BusyCheck {

    private final String pool;
    private final Duration longest;
    private final AtomicReference<@Nullable FutureTask<?>> asking = new AtomicReference<>();

    BusyCheck(String pool, Duration longest) {
        this.pool = pool;
        this.longest = longest;
    }

    /** What the pool found, or that MongoDB does not answer in what is left of the time. */
    PoolHealth ask(MongoClient client, PoolHealth health) {
        long start = System.nanoTime();
        String trouble = trouble(client, longest.minus(health.took()));
        return trouble.isEmpty() ? health : down(health, "MongoDB does not answer: " + trouble, start);
    }

    /**
     * What the pool found, or that the client is closed, or that no member answered when the driver looked last. For a client that may have no socket left
     * to ask with, which says nothing about MongoDB.
     */
    PoolHealth look(MongoClient client, PoolHealth health) {
        if (isClosed(client)) {
            return down(health, "the application has closed its client", System.nanoTime());
        }
        Members members = new Members(client);
        if (members.reachable()) {
            return health;
        }
        return members.failure()
                .map(failure -> down(health, "no member answered the driver last: " + failure, System.nanoTime()))
                .orElse(health);
    }

    /** What the driver says of the members stays as it was last. It refuses new sessions, which cost nothing on the wire. */
    private static boolean isClosed(MongoClient client) {
        try (ClientSession session = client.startSession()) {
            return session.getServerSession().isClosed();
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static PoolHealth down(PoolHealth health, String trouble, long start) {
        return new PoolHealth(
                health.pool(),
                health.backend(),
                false,
                "no connection is idle, and " + trouble,
                health.state(),
                health.metrics(),
                health.connections(),
                health.took().plusNanos(System.nanoTime() - start),
                health.details());
    }

    private String trouble(MongoClient client, Duration left) {
        try {
            FutureTask<?> answer = ask(client);
            if (longest.isZero()) {
                answer.get();
            } else {
                answer.get(Math.max(1, left.toNanos()), TimeUnit.NANOSECONDS);
            }
            return "";
        } catch (TimeoutException e) {
            return "nothing within %d ms".formatted(longest.toMillis());
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private FutureTask<?> ask(MongoClient client) {
        FutureTask<?> question = new FutureTask<>(() -> {
            Probe.ping(client, longest);
            return null;
        });
        FutureTask<?> current =
                asking.updateAndGet(earlier -> earlier == null || earlier.isDone() ? question : earlier);
        if (current != null && current != question) {
            return current;
        }
        Thread thread = new Thread(question, "earnorm-pool-" + pool + "-health");
        thread.setDaemon(true);
        thread.start();
        return question;
    }
}
