package io.earnorm.pool.redis;

import io.earnorm.pool.exception.AcquireInterruptedException;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolClosedException;
import io.earnorm.pool.exception.PoolTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * One command on its way through the cluster: where it goes next, and until when.
 *
 * <p>It goes on only while it is certain that no node has executed it: after a redirection, when connecting failed, and when
 * a node answered that it can't now. When the connection broke, nobody knows, and the caller gets the failure.
 */
final class ClusterCall {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String cluster;
    private final int maxRedirections;
    private final Duration timeout;
    private final ClusterNodes nodes;
    private final ClusterDiscovery discovery;
    private final long deadline;
    private @Nullable HostAndPort next;
    private boolean asking;
    private int redirections;
    private int pauses;
    private @Nullable Throwable last; // Why nobody has executed it yet.

    ClusterCall(String cluster, int maxRedirections, Duration timeout, ClusterNodes nodes, ClusterDiscovery discovery) {
        this.cluster = cluster;
        this.maxRedirections = maxRedirections;
        this.timeout = timeout;
        this.nodes = nodes;
        this.discovery = discovery;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** {@return where to go, waiting for the first answer of a cluster that isn't known yet} */
    HostAndPort node(int slot) {
        HostAndPort node = next;
        while (node == null) {
            ClusterTopology topology = discovery.topology(System.nanoTime());
            node = slot == ClusterRoute.ANY ? any(topology) : topology.owner(slot);
            if (node == null) {
                discover();
            }
        }
        return node;
    }

    private static @Nullable HostAndPort any(ClusterTopology topology) {
        List<HostAndPort> primaries = new ArrayList<>(topology.primaries());
        return primaries.isEmpty()
                ? null
                : primaries.get(ThreadLocalRandom.current().nextInt(primaries.size()));
    }

    private void discover() {
        if (discovery.isKnown()) {
            pause(new JedisDataException("Nobody serves the slot of the key")); // The first look costs no pause.
        }
        await(discovery.refresh());
    }

    private void await(Future<?> answer) {
        try {
            answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            nodes.requireOpen();
            if (e.getCause() instanceof ConnectionFailedException failure && !isPassing(failure)) {
                throw failure; // A wrong password stays wrong.
            }
            pause(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            Throwable failure = last == null ? discovery.lastFailure() : last;
            throw timeout(failure == null ? e : failure);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** {@return what is left of the command's time} */
    Duration left() {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    /** {@return whether the next node is asked for what isn't its own yet, and forgets that we may after one command} */
    boolean isAsking() {
        return asking;
    }

    /** A reply must not be waited for any longer than the command may take. */
    void limit(Connection connection) {
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, left().toMillis()));
        int now = connection.getSoTimeout();
        if (now == 0 || millis < now) {
            connection.setSoTimeout(millis);
        }
    }

    /** Returns when the command is to be tried again, at once or after a pause; otherwise throws the failure, or a timeout. */
    void failed(HostAndPort node, RuntimeException failure) {
        next = null;
        asking = false;
        if (failure instanceof JedisRedirectionException redirection) {
            redirected(node, redirection);
        } else if (isPassing(failure)) {
            nodes.requireOpen();
            discovery.failed(node);
            pause(failure);
        } else {
            if (failure instanceof JedisConnectionException) {
                discovery.failed(node);
            }
            throw failure;
        }
    }

    /** {@return whether a node surely has not executed the command, and it or another one may do so soon} */
    static boolean isPassing(RuntimeException failure) {
        return (failure instanceof ConnectionFailedException && RedisFailures.isTransient(failure))
                || failure instanceof PoolClosedException // The node has just left the cluster.
                || RedisFailures.isUnavailable(failure);
    }

    private void redirected(HostAndPort from, JedisRedirectionException redirection) {
        if (++redirections > maxRedirections) {
            throw redirection;
        }
        HostAndPort to = ClusterTopology.resolve(redirection.getTargetNode(), from);
        if (redirection instanceof JedisMovedDataException) {
            discovery.moved(redirection.getSlot(), to);
        }
        next = to;
        asking = redirection instanceof JedisAskDataException;
    }

    private void pause(Throwable failure) {
        last = failure;
        long pause = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(pauses++, 8));
        pause = ThreadLocalRandom.current().nextLong(pause / 2, pause + 1);
        if (System.nanoTime() + pause - deadline >= 0) {
            throw timeout(failure);
        }
        try {
            TimeUnit.NANOSECONDS.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private PoolTimeoutException timeout(Throwable failure) {
        return new PoolTimeoutException(
                "Redis cluster '%s' did not execute the command within %d ms; see the cause for what the last node said"
                        .formatted(cluster, timeout.toMillis()),
                failure);
    }

    private AcquireInterruptedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AcquireInterruptedException(
                "Interrupted while a command waited for Redis cluster '%s'".formatted(cluster), e);
    }
}
