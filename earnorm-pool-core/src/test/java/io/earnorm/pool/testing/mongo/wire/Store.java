package io.earnorm.pool.testing.mongo.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * The data of a replica set, which all members share. Knows inserts, whole finds and counts; transactions are seen by others
 * when they are committed; a write that is repeated with the same number is done once.
 */
final class Store {

    private final Map<String, List<BsonDocument>> collections = new HashMap<>();
    /** What open transactions have inserted, by session. */
    private final Map<BsonDocument, Map<String, List<BsonDocument>>> pending = new HashMap<>();
    /** The number of the last write of each session. */
    private final Map<BsonDocument, BsonInt64> done = new HashMap<>();

    private int time = 1;

    synchronized BsonTimestamp time() {
        return new BsonTimestamp(1_700_000_000, time);
    }

    synchronized List<BsonDocument> all(String namespace) {
        return List.copyOf(collections.getOrDefault(namespace, List.of()));
    }

    synchronized BsonDocument serve(String name, String database, BsonDocument command) {
        String namespace = database + "." + collection(command, name);
        if (command.getBoolean("startTransaction", BsonBoolean.FALSE).getValue()) {
            pending.put(command.getDocument("lsid"), new HashMap<>());
        }
        return switch (name) {
            case "insert" -> insert(namespace, command);
            case "find" -> cursor(namespace, documents(namespace, command));
            case "aggregate" -> cursor(namespace, List.of(count(namespace, command)));
            case "commitTransaction" -> commit(command);
            case "abortTransaction" -> abort(command);
            case "ping", "endSessions", "killCursors", "update" ->
                ok().append("n", new BsonInt32(1)).append("nModified", new BsonInt32(1));
            default -> Fault.failure(59);
        };
    }

    static BsonDocument ok() {
        return new BsonDocument("ok", new BsonDouble(1));
    }

    private static String collection(BsonDocument command, String name) {
        BsonValue collection = command.get(name);
        return collection instanceof BsonString text ? text.getValue() : "";
    }

    private BsonDocument insert(String namespace, BsonDocument command) {
        BsonArray documents = command.getArray("documents");
        BsonDocument session = command.getDocument("lsid", new BsonDocument());
        if (isTransaction(command)) {
            Map<String, List<BsonDocument>> inserted = pending.get(session);
            if (inserted == null) {
                return unknownTransaction();
            }
            add(inserted, namespace, documents);
        } else if (!isRepeated(session, command)) {
            add(collections, namespace, documents);
        }
        time++;
        return ok().append("n", new BsonInt32(documents.size()));
    }

    private boolean isRepeated(BsonDocument session, BsonDocument command) {
        if (!command.containsKey("txnNumber")) {
            return false;
        }
        BsonInt64 number = command.getInt64("txnNumber");
        return number.equals(done.put(session, number));
    }

    private static void add(Map<String, List<BsonDocument>> to, String namespace, BsonArray documents) {
        List<BsonDocument> collection = to.computeIfAbsent(namespace, n -> new ArrayList<>());
        documents.forEach(document -> collection.add(document.asDocument()));
    }

    private List<BsonDocument> documents(String namespace, BsonDocument command) {
        List<BsonDocument> documents = new ArrayList<>(collections.getOrDefault(namespace, List.of()));
        if (isTransaction(command)) {
            documents.addAll(
                    pending.getOrDefault(command.getDocument("lsid"), Map.of()).getOrDefault(namespace, List.of()));
        }
        return documents;
    }

    private BsonDocument count(String namespace, BsonDocument command) {
        return new BsonDocument("n", new BsonInt32(documents(namespace, command).size()));
    }

    private static BsonDocument cursor(String namespace, List<BsonDocument> batch) {
        return ok().append(
                        "cursor",
                        new BsonDocument("id", new BsonInt64(0))
                                .append("ns", new BsonString(namespace))
                                .append("firstBatch", new BsonArray(batch)));
    }

    private BsonDocument commit(BsonDocument command) {
        BsonDocument session = command.getDocument("lsid");
        BsonInt64 number = command.getInt64("txnNumber");
        Map<String, List<BsonDocument>> inserted = pending.remove(session);
        if (inserted == null) {
            return number.equals(done.get(session)) ? ok() : unknownTransaction();
        }
        inserted.forEach((namespace, documents) -> add(collections, namespace, new BsonArray(documents)));
        done.put(session, number);
        time++;
        return ok();
    }

    private static BsonDocument unknownTransaction() {
        return Fault.failure(251, "TransientTransactionError");
    }

    private BsonDocument abort(BsonDocument command) {
        pending.remove(command.getDocument("lsid"));
        return ok();
    }

    synchronized void clear() {
        collections.clear();
        pending.clear();
    }

    /** What was not committed is lost when the primary changes. */
    synchronized void forgetTransactions() {
        pending.clear();
    }

    private static boolean isTransaction(BsonDocument command) {
        return command.containsKey("autocommit");
    }
}
