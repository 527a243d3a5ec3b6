package io.earnorm.pool.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * What commands leave behind on a connection that its next holder must not find, as bits. Costs no I/O. A command is known
 * by its name, in whatever case and by whichever class it was sent; inside of {@code MULTI} it counts at once.
 */
final class Dirt {

    static final int NONE = 0;
    static final int TRANSACTION = 1;
    static final int WATCH = 2;
    /** Another database, user, protocol, name or mode: {@code RESET} and a new login clear it. */
    static final int SESSION = 4;
    /** The server spares the connection when memory is short; {@code RESET} does not change that before Redis 7.2. */
    static final int NO_EVICT = 8;
    /** The next command, and none after it, may be served by a node that is importing the slot. */
    static final int ASKING = 16;
    /** Subscribed, monitoring, without replies, or about to be closed by the server: nothing clears it for certain. */
    static final int FATAL = 32;
    /** There was a transaction or a watch, which a command has ended: nothing is left behind if the server obeyed. */
    static final int ENDED = 64;

    private static final Map<String, Integer> LEFT = new HashMap<>();
    private static final Map<String, Integer> LEFT_BY_CLIENT = new HashMap<>();

    static {
        leaves(TRANSACTION, "MULTI");
        leaves(WATCH, "WATCH");
        leaves(ASKING, "ASKING");
        leaves(SESSION, "SELECT", "AUTH", "HELLO", "RESET", "READONLY", "READWRITE", "HIMPORT");
        leaves(FATAL, "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE");
        leaves(FATAL, "MONITOR", "SYNC", "PSYNC", "REPLCONF", "QUIT", "SHUTDOWN");
        for (String harmless : List.of("LIST", "INFO", "ID", "GETNAME", "GETREDIR", "TRACKINGINFO", "HELP")) {
            LEFT_BY_CLIENT.put(harmless, NONE);
        }
        for (String others : List.of("UNBLOCK", "PAUSE", "UNPAUSE")) {
            LEFT_BY_CLIENT.put(others, NONE);
        }
        for (String state : List.of("SETNAME", "SETINFO", "TRACKING", "CACHING", "NO-TOUCH")) {
            LEFT_BY_CLIENT.put(state, SESSION);
        }
        LEFT_BY_CLIENT.put("NO-EVICT", SESSION | NO_EVICT);
    }

    private Dirt() {}

    private static void leaves(int dirt, String... commands) {
        for (String command : commands) {
            LEFT.put(command, dirt);
        }
    }

    /** {@return the dirt after a command was sent} */
    static int after(int before, CommandArguments args) {
        int dirt = (before & TRANSACTION) == 0 ? before & ~ASKING : before;
        String name = name(args.getCommand());
        return switch (name) {
            case "EXEC", "DISCARD" -> ended(dirt, TRANSACTION | WATCH);
            case "UNWATCH" -> ended(dirt, WATCH);
            case "CLIENT" -> dirt | LEFT_BY_CLIENT.getOrDefault(subcommand(args), FATAL);
            case "SCRIPT" -> subcommand(args).equals("DEBUG") ? dirt | FATAL : dirt;
            default -> dirt | LEFT.getOrDefault(name, NONE);
        };
    }

    /** {@return the dirt after the server refused a command, for want of a right: perhaps the one that should have ended something} */
    static int afterRefusal(int dirt) {
        return (dirt & ENDED) == 0 ? dirt : dirt | TRANSACTION;
    }

    /** {@return whether the next holder would notice nothing} */
    static boolean isClean(int dirt) {
        return (dirt & ~ENDED) == NONE;
    }

    static boolean isFatal(int dirt) {
        return (dirt & FATAL) != 0;
    }

    private static int ended(int dirt, int what) {
        return (dirt & what) == 0 ? dirt : (dirt & ~what) | ENDED;
    }

    private static String name(ProtocolCommand command) {
        return command instanceof Command known ? known.name() : text(command);
    }

    private static String subcommand(CommandArguments args) {
        Iterator<Rawable> words = args.iterator();
        words.next(); // The command itself.
        return words.hasNext() ? text(words.next()) : "";
    }

    private static String text(Rawable word) {
        return new String(word.getRaw(), StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    }
}
