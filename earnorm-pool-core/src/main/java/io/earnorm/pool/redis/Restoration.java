package io.earnorm.pool.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;

/**
 * Puts a connection's session at the server back to what it was after connecting, with one write and one wait: {@code RESET}
 * and then the login once more. {@code RESET} came with Redis 6.2; an older server refuses it, and the connection is
 * replaced.
 */
final class Restoration {

    private final List<CommandArguments> commands = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();

    /** What the server has to say to a command. */
    private enum Answer {
        RESET,
        OK,
        NO_ERROR,
        /** The name of the connection and the like, which Jedis sets without looking at the answer. */
        ANY
    }

    /**
     * Plans the commands.
     *
     * @param login how the connection was made
     * @param introduction what Jedis sent while connecting without looking at the answers
     * @param dirt what the holder left behind
     */
    Restoration(JedisClientConfig login, List<CommandArguments> introduction, int dirt) {
        add(Answer.RESET, new CommandArguments(Command.RESET));
        logIn(login);
        introduction.forEach(words -> add(Answer.ANY, words));
        if ((dirt & Dirt.NO_EVICT) != 0) {
            add(Answer.OK, new CommandArguments(Command.CLIENT).add("NO-EVICT").add("OFF"));
        }
        if (login.getDatabase() > 0) {
            add(Answer.OK, new CommandArguments(Command.SELECT).add(login.getDatabase()));
        }
    }

    private void logIn(JedisClientConfig login) {
        String user = login.getUser();
        String password = login.getPassword();
        RedisProtocol protocol = login.getRedisProtocol();
        if (protocol != null) {
            CommandArguments hello = new CommandArguments(Command.HELLO).add(protocol.version());
            add(
                    Answer.NO_ERROR,
                    password == null
                            ? hello
                            : hello.add("AUTH")
                                    .add(user == null ? "default" : user)
                                    .add(password));
        } else if (password != null) {
            CommandArguments auth = new CommandArguments(Command.AUTH);
            add(Answer.OK, user == null ? auth.add(password) : auth.add(user).add(password));
        }
    }

    private void add(Answer answer, CommandArguments command) {
        answers.add(answer);
        commands.add(command);
    }

    /**
     * Does it.
     *
     * @throws IllegalStateException if the server gave another answer than expected, when the connection is in a state that
     *     nobody knows
     */
    void run(RedisConnection connection) {
        commands.forEach(connection::transmit);
        List<Object> replies = connection.getMany(commands.size());
        for (int i = 0; i < replies.size(); i++) {
            if (!isExpected(answers.get(i), replies.get(i))) {
                // Not the reply itself: it may be an answer to the holder's own commands, or repeat the password.
                throw new IllegalStateException("The connection could not be put back: the server did not accept "
                        + new String(commands.get(i).getCommand().getRaw(), StandardCharsets.US_ASCII));
            }
        }
    }

    private static boolean isExpected(Answer answer, @Nullable Object reply) {
        return switch (answer) {
            case RESET, OK ->
                reply instanceof byte[] status
                        && Arrays.equals(status, answer.name().getBytes(StandardCharsets.US_ASCII));
            case NO_ERROR -> !(reply instanceof Exception);
            case ANY -> true;
        };
    }
}
