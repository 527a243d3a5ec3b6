package io.earnorm.pool.testing.mongo;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * mongo-java-server with what today's drivers ask for: {@code hello}, sessions, and transactions that are
 * accepted, but neither isolated nor rolled back. Keeps a list of the commands that it saw.
 */
final class SessionBackend extends MemoryBackend {

    private static final Set<String> HANDSHAKE = Set.of("hello", "ismaster");
    private static final Set<String> ACCEPTED =
            Set.of("startsession", "endsessions", "refreshsessions", "committransaction", "aborttransaction");
    private static final List<String> SESSION_FIELDS =
            List.of("lsid", "txnNumber", "autocommit", "startTransaction", "$clusterTime", "maxTimeMS", "readConcern");

    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Document>> failures = new ConcurrentHashMap<>();
    private final Map<String, Runnable> accidents = new ConcurrentHashMap<>();
    private final Map<String, Document> trouble = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String password = "";

    @Override
    public Document handleCommand(Channel channel, String database, String name, Document query) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (HANDSHAKE.contains(lowerCase)) {
            return hello();
        }
        commands.add(seen(database, name, query));
        accidents.getOrDefault(name, () -> {}).run();
        Document failure =
                failures.getOrDefault(name, new ConcurrentLinkedQueue<>()).poll();
        if (failure != null) {
            return failure;
        }
        if (trouble.containsKey(name)) {
            return trouble.get(name);
        }
        if (lowerCase.equals("saslstart")) {
            return logIn(query);
        }
        if (ACCEPTED.contains(lowerCase)) {
            return ok(new Document());
        }
        SESSION_FIELDS.forEach(query::remove);
        return super.handleCommand(channel, database, name, query);
    }

    List<Command> commands() {
        return List.copyOf(commands);
    }

    void forget() {
        commands.clear();
    }

    void failNext(String command, int code, String message, List<String> labels) {
        failures.computeIfAbsent(command, c -> new ConcurrentLinkedQueue<>()).add(error(code, message, labels));
    }

    void fail(String command, int code, String message) {
        trouble.put(command, error(code, message, List.of()));
    }

    /** At every command of a name, before it is served. */
    void accident(String command, Runnable accident) {
        accidents.put(command, accident);
    }

    void failNoMore() {
        trouble.clear();
        accidents.clear();
    }

    void password(String password) {
        this.password = password;
    }

    /** By the mechanism PLAIN: on whose behalf, the user, and the password, with a zero after each of the first two. */
    private Document logIn(Document query) {
        Object payload = query.get("payload");
        byte[] given = payload instanceof BinData data ? data.getData() : (byte[]) payload;
        return new String(given, StandardCharsets.UTF_8).endsWith("\0" + password)
                ? ok(new Document("conversationId", 1).append("done", true).append("payload", new BinData(new byte[0])))
                : error(18, "Authentication failed.", List.of());
    }

    private static Document error(int code, String message, List<String> labels) {
        return new Document("ok", 0.0)
                .append("code", code)
                .append("errmsg", message)
                .append("errorLabels", labels);
    }

    private static Command seen(String database, String name, Document query) {
        Object session = query.get("lsid");
        return new Command(
                name,
                database,
                session == null ? null : session.toString(),
                (Long) query.get("txnNumber"),
                Boolean.FALSE.equals(query.get("autocommit")),
                Boolean.TRUE.equals(query.get("startTransaction")));
    }

    private Document hello() {
        return ok(new Document("helloOk", true)
                .append("connectionId", connections.incrementAndGet()) // Else the driver asks for it, by getlasterror.
                .append("ismaster", true)
                .append("isWritablePrimary", true)
                .append("maxBsonObjectSize", 16 * 1024 * 1024)
                .append("maxMessageSizeBytes", 48_000_000)
                .append("maxWriteBatchSize", 100_000)
                .append("logicalSessionTimeoutMinutes", 30)
                .append("minWireVersion", 0)
                .append("maxWireVersion", 21)
                .append("readOnly", false));
    }

    private static Document ok(Document reply) {
        return reply.append("ok", 1.0);
    }
}
