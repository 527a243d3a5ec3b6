package io.earnorm.pool.testing.mongo.wire;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** What all members of a cluster do with commands, and what they saw. */
final class Commands {

    private static final Set<String> READS = Set.of("find", "aggregate");
    private static final Set<String> ANYWHERE = Set.of("ping", "endSessions", "killCursors");
    private static final int NOT_PRIMARY = 10107;
    private static final int NO_READS_FROM_SECONDARIES = 13435;

    final Topology topology = new Topology();
    final Store store = new Store();
    final Admission admission;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();

    Commands(Admission admission) {
        this.admission = admission;
    }

    void saw(Seen command) {
        seen.add(command);
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    void forget() {
        seen.clear();
    }

    void next(String command, Fault fault) {
        faults.computeIfAbsent(command, c -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    @Nullable
    BsonDocument answer(int member, WireMessage message) throws InterruptedException {
        Queue<Fault> waiting = faults.get(message.command());
        Fault fault = waiting == null ? null : waiting.poll();
        Fault.Service service = () -> serve(member, message);
        return fault == null ? service.serve() : fault.answer(service);
    }

    private BsonDocument serve(int member, WireMessage message) {
        String name = message.command();
        BsonDocument body = message.body();
        if (!topology.isPrimary(member) && !ANYWHERE.contains(name)) {
            if (!READS.contains(name) || body.containsKey("autocommit")) {
                return notPrimary(name, body);
            }
            if (!mayReadFromSecondaries(body)) {
                return Fault.failure(NO_READS_FROM_SECONDARIES);
            }
        }
        BsonDocument reply = store.serve(name, message.database(), body);
        BsonDocument time = new BsonDocument("clusterTime", store.time())
                .append(
                        "signature",
                        new BsonDocument("hash", new BsonBinary(new byte[20])).append("keyId", new BsonInt64(0)));
        return reply.append("operationTime", store.time()).append("$clusterTime", time);
    }

    private static BsonDocument notPrimary(String name, BsonDocument body) {
        boolean commit = name.equals("commitTransaction");
        if (body.containsKey("autocommit") && !commit) {
            return Fault.failure(NOT_PRIMARY, "TransientTransactionError");
        }
        return body.containsKey("txnNumber")
                ? Fault.failure(NOT_PRIMARY, "RetryableWriteError")
                : Fault.failure(NOT_PRIMARY);
    }

    private static boolean mayReadFromSecondaries(BsonDocument body) {
        BsonDocument preference = body.getDocument("$readPreference", new BsonDocument());
        return !preference
                .getString("mode", new BsonString("primary"))
                .getValue()
                .equals("primary");
    }
}
