package io.earnorm.pool.mongodb;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import java.time.Duration;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.conversions.Bson;

/**
 * Asks whether MongoDB answers, on a server of the kind that the client reads from. Nothing less than a {@code ping} tells:
 * the driver's own view of the servers may be as old as its last heartbeat.
 */
final class Probe {

    private static final Bson PING = new BsonDocument("ping", new BsonInt32(1));
    /** How long a cluster of which no member is known to answer has to show one. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(500);

    private Probe() {}

    /** Whether the driver knows a member that answered at the last heartbeat. Does not touch the network. */
    static boolean reachable(MongoClient client) {
        return client.getClusterDescription().getServerDescriptions().stream().anyMatch(ServerDescription::isOk);
    }

    /** What the driver knows of the cluster. Does not touch the network. */
    static Map<String, String> details(MongoClient client) {
        ClusterDescription cluster = client.getClusterDescription();
        long answering = cluster.getServerDescriptions().stream()
                .filter(ServerDescription::isOk)
                .count();
        return Map.of(
                "cluster",
                cluster.getType().name(),
                "members",
                "%d of %d answer"
                        .formatted(answering, cluster.getServerDescriptions().size()));
    }

    /**
     * Returns if MongoDB answers. Gives up early when every member refuses: waiting for the server is the pool's
     * business, which does it with back-off and reports why.
     *
     * @param longest zero: as long as the client's own time limits allow
     */
    static void ping(MongoClient client, Duration longest) {
        if (reachable(client)) {
            pingTwice(client, longest);
            return;
        }
        Duration firstLook = longest.isZero() || longest.compareTo(FIRST_LOOK) > 0 ? FIRST_LOOK : longest;
        try {
            pingTwice(client, firstLook); // Makes the driver look again now instead of at the next heartbeat.
        } catch (MongoTimeoutException e) {
            if (firstLook.equals(longest) || everyMemberFailed(client)) {
                throw e;
            }
            pingTwice(client, longest.isZero() ? longest : longest.minus(firstLook));
        }
    }

    /** After a restart the driver's idle sockets are dead; it drops them all at the first failure. */
    private static void pingTwice(MongoClient client, Duration longest) {
        try {
            pingOnce(client, longest);
        } catch (MongoSocketException e) {
            pingOnce(client, longest);
        }
    }

    private static void pingOnce(MongoClient client, Duration longest) {
        MongoDatabase admin = client.getDatabase("admin");
        MongoDatabase bounded = longest.isZero() ? admin : admin.withTimeout(Timeouts.millis(longest), MILLISECONDS);
        bounded.runCommand(PING, client.getReadPreference());
    }

    private static boolean everyMemberFailed(MongoClient client) {
        return client.getClusterDescription().getServerDescriptions().stream()
                .allMatch(member -> !member.isOk() && member.getException() != null);
    }
}
