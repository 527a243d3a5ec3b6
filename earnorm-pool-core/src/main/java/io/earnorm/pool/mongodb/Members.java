package io.earnorm.pool.mongodb;

import com.mongodb.MongoSocketOpenException;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The members of a cluster as the driver knows them. It looks at each every 10 s, and when an operation finds none, but at
 * most every 500 ms.
 */
final class Members {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final MongoClient client;

    Members(MongoClient client) {
        this.client = client;
    }

    /** Whether one of them answered when the driver looked last. */
    boolean reachable() {
        return members().stream().anyMatch(ServerDescription::isOk);
    }

    /** Whether one of them is known not to answer; at first nothing is known. */
    boolean anyFailed() {
        return members().stream().anyMatch(member -> member.getException() != null);
    }

    /** Why one of them does not answer, or why nobody knows which there are. */
    Optional<Throwable> failure() {
        ClusterDescription cluster = client.getClusterDescription();
        return Stream.concat(
                        cluster.getServerDescriptions().stream().map(ServerDescription::getException),
                        Stream.of(cluster).map(ClusterDescription::getSrvResolutionException))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Whether DNS did not tell which there are. The driver asks again after 10 s. */
    boolean unknown() {
        ClusterDescription cluster = client.getClusterDescription();
        return cluster.getServerDescriptions().isEmpty() && cluster.getSrvResolutionException() != null;
    }

    /** For a human: what kind of cluster it is, and how many members answered. */
    Map<String, String> summary() {
        ClusterDescription cluster = client.getClusterDescription();
        List<ServerDescription> members = cluster.getServerDescriptions();
        long answering = members.stream().filter(ServerDescription::isOk).count();
        return Map.of(
                "cluster", cluster.getType().name(), "members", "%d of %d answer".formatted(answering, members.size()));
    }

    /**
     * Waits until a member answers, or all of them have failed. Polls, because an application's own client cannot be listened
     * to, and because an answer is a matter of milliseconds.
     *
     * @param asked since when failures count, on the monotonic clock
     * @param longestNanos the longest wait
     */
    void await(long asked, long longestNanos) throws InterruptedException {
        long start = System.nanoTime();
        while (!reachable() && !allFailed(asked) && System.nanoTime() - start < longestNanos) {
            LockSupport.parkNanos(this, POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for MongoDB to answer");
            }
        }
    }

    /** Whether each of them has failed since then, or none is known. */
    boolean allFailed(long asked) {
        List<ServerDescription> members = members();
        return members.isEmpty() ? unknown() : members.stream().allMatch(member -> failed(member, asked));
    }

    /** A broken socket from before says little about the server, but a refusal just before counts: it is not asked so soon again. */
    private static boolean failed(ServerDescription member, long asked) {
        long sinceThen = member.getLastUpdateTime(TimeUnit.NANOSECONDS) - asked;
        boolean refused = member.getException() instanceof MongoSocketOpenException;
        return !member.isOk() && member.getException() != null && sinceThen > (refused ? -BETWEEN_LOOKS_NANOS : 0);
    }

    private List<ServerDescription> members() {
        return client.getClusterDescription().getServerDescriptions();
    }
}
