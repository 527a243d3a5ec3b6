package io.earnorm.pool.testing.mongo.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** What happens on one connection to a member: who it is, and what it is answered. */
final class Conversation {

    private static final int UNAUTHORIZED = 13;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int number = COUNT.incrementAndGet();
    private final int member;
    private final Socket socket;
    private final Commands commands;
    private final Login login;
    private boolean loggedIn;

    Conversation(int member, Socket socket, Commands commands) {
        this.member = member;
        this.socket = socket;
        this.commands = commands;
        this.login = commands.admission.begin();
        this.loggedIn = !commands.admission.required();
    }

    /** Answers a message. False: the socket is to be dropped. */
    boolean answer(WireMessage message) throws IOException, InterruptedException {
        BsonDocument reply = reply(message);
        if (reply == null) {
            return false;
        }
        if (message.expectsReply()) {
            socket.getOutputStream().write(message.answer(reply));
        }
        return true;
    }

    private @Nullable BsonDocument reply(WireMessage message) throws IOException, InterruptedException {
        BsonDocument body = message.body();
        String command = message.command();
        if (command.equals("hello") || command.equalsIgnoreCase("ismaster")) {
            return hello(body);
        }
        commands.saw(new Seen(member, command, message.compression().text(), body));
        return switch (command) {
            case "saslStart" -> login.start(body);
            case "saslContinue" -> proven(body);
            case "authenticate" -> certified();
            default -> loggedIn ? commands.answer(member, message) : Fault.failure(UNAUTHORIZED);
        };
    }

    private BsonDocument hello(BsonDocument body) throws InterruptedException {
        commands.topology.awaitNews(body);
        BsonDocument hello = commands.topology.hello(member);
        if (body.containsKey("saslSupportedMechs")) {
            hello.append("saslSupportedMechs", new BsonArray(List.of(new BsonString("SCRAM-SHA-256"))));
        }
        hello.append("connectionId", new BsonInt32(number)); // Else the driver asks for it, by getlasterror.
        hello.append("compression", texts(Compression.known(texts(body.getArray("compression", new BsonArray())))));
        return hello;
    }

    private static List<String> texts(BsonArray array) {
        return array.stream().map(text -> text.asString().getValue()).toList();
    }

    private static BsonArray texts(List<String> texts) {
        return new BsonArray(texts.stream().map(BsonString::new).toList());
    }

    private BsonDocument proven(BsonDocument body) {
        try {
            BsonDocument reply = login.go(body);
            loggedIn = reply.containsKey("done");
            return reply;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the certificate of the client, which TLS has checked. */
    private BsonDocument certified() throws IOException {
        loggedIn = socket instanceof SSLSocket tls && tls.getSession().getPeerPrincipal() != null;
        return Store.ok();
    }
}
