package io.earnorm.pool.redis;

import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

/** What commands leave behind on a connection that its next holder must not find, as bits. Costs no I/O. */
final class Dirt {

    static final int NONE = 0;
    static final int TRANSACTION = 1;
    static final int WATCH = 2;
    /** Subscribed, monitoring, another database or user: nothing clears it. */
    static final int SESSION = 4;
    /** Nothing at the server, but a {@code Jedis} remembers its last transaction. */
    static final int REMEMBERED = 8;

    private Dirt() {}

    /** {@return the dirt after a command was sent} */
    static int after(int dirt, ProtocolCommand command) {
        if (!(command instanceof Command known)) {
            return dirt;
        }
        return switch (known) {
            case MULTI -> dirt | TRANSACTION | REMEMBERED;
            case WATCH -> dirt | WATCH | REMEMBERED;
            case UNWATCH -> dirt & ~WATCH;
            case EXEC, DISCARD -> dirt & ~(TRANSACTION | WATCH);
            case SELECT, AUTH, HELLO, RESET, SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE, MONITOR -> dirt | SESSION;
            default -> dirt;
        };
    }

    static String describe(int dirt) {
        if ((dirt & SESSION) != 0) {
            return "subscribed, or with another database, user or protocol";
        }
        return (dirt & TRANSACTION) != 0 ? "in an open transaction" : "with watched keys";
    }
}
