package io.earnorm.pool.testing.mongo.wire;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;

/** Who is primary in which term, and how members tell drivers. */
final class Topology {

    private static final int NOBODY = -1;

    private final BsonObjectId process = new BsonObjectId();
    private List<String> hosts = List.of();
    private int primary;
    private int term = 1;
    private long version;

    synchronized void members(List<String> addresses) {
        hosts = List.copyOf(addresses);
    }

    synchronized boolean isPrimary(int node) {
        return primary == node;
    }

    synchronized int primary() {
        return primary;
    }

    synchronized void stepDown() {
        change(NOBODY);
    }

    synchronized void elect(int node) {
        term++;
        change(node);
    }

    private void change(int node) {
        primary = node;
        version++;
        notifyAll();
    }

    /** Waits, for as long as the driver allows it, until there is something that it does not know. */
    synchronized void awaitNews(BsonDocument hello) throws InterruptedException {
        if (!hello.containsKey("topologyVersion")) {
            return;
        }
        long known = hello.getDocument("topologyVersion").getInt64("counter").getValue();
        long end = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(
                        hello.getNumber("maxAwaitTimeMS", new BsonInt32(0)).longValue());
        for (long left = 1;
                known == version && left > 0;
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            wait(left);
        }
    }

    synchronized BsonDocument hello(int node) {
        BsonBoolean isPrimary = BsonBoolean.valueOf(primary == node);
        BsonDocument hello = Store.ok()
                .append("helloOk", BsonBoolean.TRUE)
                .append("ismaster", isPrimary)
                .append("isWritablePrimary", isPrimary)
                .append("secondary", BsonBoolean.valueOf(primary != node))
                .append("setName", new BsonString("rs0"))
                .append("setVersion", new BsonInt32(1))
                .append("me", new BsonString(hosts.get(node)))
                .append(
                        "hosts",
                        new BsonArray(hosts.stream().map(BsonString::new).toList()))
                .append(
                        "topologyVersion",
                        new BsonDocument("processId", process).append("counter", new BsonInt64(version)))
                .append("lastWrite", new BsonDocument("lastWriteDate", new BsonDateTime(0)))
                .append("logicalSessionTimeoutMinutes", new BsonInt32(30))
                .append("maxBsonObjectSize", new BsonInt32(16 * 1024 * 1024))
                .append("maxMessageSizeBytes", new BsonInt32(48_000_000))
                .append("maxWriteBatchSize", new BsonInt32(100_000))
                .append("minWireVersion", new BsonInt32(0))
                .append("maxWireVersion", new BsonInt32(21))
                .append("readOnly", BsonBoolean.FALSE);
        if (primary == node) {
            hello.append("electionId", new BsonObjectId(new ObjectId("%024x".formatted(term))));
        }
        if (primary != NOBODY) {
            hello.append("primary", new BsonString(hosts.get(primary)));
        }
        return hello;
    }
}
