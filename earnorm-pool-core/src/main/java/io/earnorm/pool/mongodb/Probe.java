package io.earnorm.pool.mongodb;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.conversions.Bson;

/**
 * Asks whether MongoDB answers, on a server of the kind that the client reads from. Nothing less than a {@code ping} tells:
 * the driver's own view of the servers may be as old as its last heartbeat.
 */
final class Probe {

    private static final Bson PING = new BsonDocument("ping", new BsonInt32(1));

    private final MongoClient client;
    private final Members members;
    private final long start = System.nanoTime();
    private final long longestNanos;

    private Probe(MongoClient client, Duration longest) {
        this.client = client;
        this.members = new Members(client);
        this.longestNanos = longest.isZero() ? Long.MAX_VALUE : longest.toNanos();
    }

    /**
     * Returns if MongoDB answers. Gives up as soon as every member is known to fail: waiting for servers is the pool's
     * business, which does it with back-off and tells its callers why.
     *
     * @param longest zero: as long as the client's own time limits allow
     */
    static void ping(MongoClient client, Duration longest) throws InterruptedException {
        new Probe(client, longest).run();
    }

    private void run() throws InterruptedException {
        try {
            pingOnce();
        } catch (
                MongoSocketException
                        e) { // After a restart idle sockets are dead. At the first failure the driver drops all.
            pingOnce();
        }
    }

    private void pingOnce() throws InterruptedException {
        if (!members.reachable()) {
            long asked = System.nanoTime();
            if (members.anyFailed()) {
                lookAgain();
            }
            members.await(asked, now -> now - start >= longestNanos);
        }
        ping(members.reachable() ? longestNanos - (System.nanoTime() - start) : 0); // Zero: to fail as the driver does.
    }

    /** An operation that finds no server makes the driver look again now instead of at the next heartbeat. */
    private void lookAgain() {
        try {
            ping(0);
        } catch (MongoTimeoutException | MongoSocketException e) {
            // As expected.
        }
    }

    private void ping(long nanos) {
        MongoDatabase admin = client.getDatabase("admin");
        if (longestNanos != Long.MAX_VALUE || nanos == 0) {
            admin = admin.withTimeout(Math.max(1, Timeouts.millis(Duration.ofNanos(nanos))), MILLISECONDS);
        }
        admin.runCommand(PING, client.getReadPreference());
    }
}
