package io.earnorm.pool.mongodb;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
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
    /** Enough to begin the selection of a server, and little to wait for it. */
    private static final long LOOK_NANOS = MILLISECONDS.toNanos(20);
    /** How often the driver looks at a member at most. */
    private static final long BETWEEN_LOOKS_NANOS = MILLISECONDS.toNanos(500);
    /** From here on there is no limit: half of what can be counted, so that differences stay above. */
    private static final long UNLIMITED_NANOS = Long.MAX_VALUE / 2;

    private final MongoClient client;
    private final Members members;
    private final long start = System.nanoTime();
    private final long longestNanos;
    private final long patienceNanos;

    private Probe(MongoClient client, Duration longest, Duration patience) {
        this.client = client;
        this.members = new Members(client);
        this.longestNanos = longest.isZero() ? Long.MAX_VALUE : longest.toNanos();
        this.patienceNanos = patience.isZero() ? Long.MAX_VALUE : patience.toNanos();
    }

    /**
     * Returns if MongoDB answers. Gives up as soon as every member is known to fail: waiting for servers is the pool's
     * business, which does it with back-off and tells its callers why.
     *
     * @param longest zero: as long as the client's own time limits allow
     */
    static void ping(MongoClient client, Duration longest) throws InterruptedException {
        ping(client, longest, Duration.ZERO);
    }

    /**
     * Returns if MongoDB answers, and asks again when it does not: by then there may be another primary.
     *
     * @param longest as above
     * @param patience how long to wait for one answer; zero: no limit
     */
    static void ping(MongoClient client, Duration longest, Duration patience) throws InterruptedException {
        new Probe(client, longest, patience).run();
    }

    private void run() throws InterruptedException {
        boolean broken = false;
        while (true) {
            try {
                pingOnce();
                return;
            } catch (MongoSocketException e) {
                if (broken) {
                    throw e;
                }
                broken = true; // After a restart idle sockets are dead; at the first failure the driver drops them all.
            } catch (MongoOperationTimeoutException e) {
                if (left() <= LOOK_NANOS || !members.reachable()) {
                    throw e;
                }
            }
        }
    }

    private void pingOnce() throws InterruptedException {
        long asked = System.nanoTime();
        while (!members.reachable() && !members.allFailed(asked) && left() > 0) {
            if (members.anyFailed()) { // Otherwise the driver is looking at all of them for the first time.
                lookAgain();
            }
            members.await(asked, Math.min(left(), BETWEEN_LOOKS_NANOS));
        }
        if (members.reachable()) {
            ping(Math.min(left(), patienceNanos));
        } else {
            failAsTheDriverDoes();
        }
    }

    /** The driver tells why in its text alone; whoever has to judge it needs the cause. */
    private void failAsTheDriverDoes() {
        try {
            ping(LOOK_NANOS);
        } catch (MongoTimeoutException e) {
            Throwable reason = members.failure().orElse(e.getCause());
            if (reason instanceof MongoSecurityException denied) { // What the one was told who asked just before.
                throw new MongoSecurityException(denied.getCredential(), denied.getMessage(), denied);
            }
            throw reason == null ? e : new MongoTimeoutException(e.getMessage(), reason);
        }
    }

    private long left() {
        return longestNanos - (System.nanoTime() - start);
    }

    /** An operation that finds no server makes the driver look now instead of at the next heartbeat. */
    private void lookAgain() {
        try {
            ping(LOOK_NANOS);
        } catch (MongoTimeoutException | MongoSocketException e) {
            // As expected.
        }
    }

    private void ping(long nanos) {
        MongoDatabase admin = client.getDatabase("admin");
        if (nanos < UNLIMITED_NANOS) {
            admin = admin.withTimeout(Math.max(1, Timeouts.millis(Duration.ofNanos(nanos))), MILLISECONDS);
        }
        admin.runCommand(PING, client.getReadPreference());
    }
}
