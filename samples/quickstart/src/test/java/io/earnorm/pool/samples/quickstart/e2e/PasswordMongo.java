package io.earnorm.pool.samples.quickstart.e2e;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An in-memory MongoDB that takes commands only after a log-in by the mechanism PLAIN. The main class of
 * {@link MongoProcess}; reads the password from its standard input, so that no command line shows it.
 */
final class PasswordMongo extends MemoryBackend {

    static final String READY = "READY ";
    static final String USER = "quickstart";

    private static final Set<String> BEFORE_LOGIN = Set.of("hello", "ismaster", "ping", "buildinfo");

    private final Set<Channel> loggedIn = ConcurrentHashMap.newKeySet();
    private final String expected;

    private PasswordMongo(String password) {
        expected = "\0" + USER + "\0" + password;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        MongoServer server = new MongoServer(new PasswordMongo(input.readLine()));
        System.out.println(READY + server.bind().getPort());
        while (input.readLine() != null) {
            // Until the test's process ends, however that comes about.
        }
        server.shutdownNow();
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        if (command.equals("saslStart")) {
            return logIn(channel, query);
        }
        if (!loggedIn.contains(channel) && !BEFORE_LOGIN.contains(command.toLowerCase(Locale.ROOT))) {
            return error(13, "Unauthorized", "Log in first");
        }
        return super.handleCommand(channel, database, command, query);
    }

    private Document logIn(Channel channel, Document query) {
        Object payload = query.get("payload");
        byte[] given = payload instanceof BinData data ? data.getData() : (byte[]) payload;
        if (!new String(given, StandardCharsets.UTF_8).endsWith(expected)) { // Before it: on whose behalf.
            return error(18, "AuthenticationFailed", "Authentication failed.");
        }
        loggedIn.add(channel);
        return new Document("conversationId", 1)
                .append("done", true)
                .append("payload", new BinData(new byte[0]))
                .append("ok", 1.0);
    }

    private static Document error(int code, String name, String message) {
        return new Document("ok", 0.0)
                .append("code", code)
                .append("codeName", name)
                .append("errmsg", message);
    }

    @Override
    public void handleClose(Channel channel) {
        loggedIn.remove(channel);
        super.handleClose(channel);
    }
}
