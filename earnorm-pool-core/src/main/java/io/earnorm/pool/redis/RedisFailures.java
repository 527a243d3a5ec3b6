package io.earnorm.pool.redis;

import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What a failure says about the backend. An error reply begins with a word in capitals, its code; most codes are about the
 * command, and so the caller's own (WRONGTYPE, NOPERM, OOM), and a few are about the server.
 */
final class RedisFailures {

    /** The server cannot serve this connection now, or is not the one to talk to any more. */
    private static final Set<String> BACKEND = Set.of("LOADING", "MASTERDOWN", "READONLY", "NOAUTH");

    /** The server is, or has become, one that does not take this command from anybody. */
    private static final Set<String> ROLE = Set.of("MASTERDOWN", "READONLY");

    private static final Set<String> LOGGED_OUT = Set.of("NOAUTH");

    /** Repeating may help: the server is busy, starting, or changing roles. */
    private static final Set<String> PASSING = Set.of("LOADING", "MASTERDOWN", "READONLY", "BUSY", "TRYAGAIN");

    private static final Set<String> READ_ONLY = Set.of("READONLY");

    /** A node of a cluster answers like this instead of executing a command. */
    private static final Set<String> UNAVAILABLE =
            Set.of("CLUSTERDOWN", "TRYAGAIN", "LOADING", "MASTERDOWN", "READONLY");

    /** A server that answers PING like this is alive: it cannot write to its disk, or does not let this user ping. */
    private static final Set<String> ALIVE = Set.of("MISCONF", "NOPERM");

    private static final String FULL = "ERR max number of clients";

    private RedisFailures() {}

    /** {@return whether the connection is not to be used again} */
    static boolean breaks(Throwable failure) {
        return anyCause(failure, e -> e instanceof JedisConnectionException || hasCode(e, BACKEND) || isFull(e));
    }

    /** {@return whether the network failed, or the server hung up, whatever else a connection has noticed} */
    static boolean isLost(Throwable failure) {
        return anyCause(failure, e -> e instanceof JedisConnectionException || isFull(e));
    }

    /** {@return whether a server said that it is not the one to talk to} */
    static boolean isOfRole(JedisDataException answer) {
        return hasCode(answer, ROLE);
    }

    /** {@return whether a server wants a login first} */
    static boolean isLoggedOut(JedisDataException answer) {
        return hasCode(answer, LOGGED_OUT);
    }

    /** {@return whether the server refused a write, and did nothing, because it is no master any more} */
    static boolean isReadOnly(Throwable failure) {
        return anyCause(failure, e -> hasCode(e, READ_ONLY));
    }

    /** {@return whether the same work may succeed when it is repeated} */
    static boolean isTransient(Throwable failure) {
        if (failure instanceof PoolException && !(failure instanceof ConnectionFailedException)) {
            return false; // The pool's own refusals were decided by its settings.
        }
        if (anyCause(failure, RedisFailures::isCertificate)) {
            return false;
        }
        boolean connecting = failure instanceof ConnectionFailedException;
        if (connecting && (failure.getCause() == null || failure.getCause() instanceof TimeoutException)) {
            return true; // It took too long, and the pool gave it up.
        }
        return anyCause(
                failure,
                e -> e instanceof JedisConnectionException
                        || (connecting && e instanceof IOException)
                        || hasCode(e, PASSING)
                        || isFull(e));
    }

    /** {@return whether a server that answers a PING with this is alive nevertheless} */
    static boolean isAlive(JedisDataException answer) {
        return hasCode(answer, ALIVE);
    }

    /**
     * A server that is full says so to the first command and hangs up; Jedis, while it logs in, hears only the latter.
     *
     * @param end how the connection ended
     * @param before what was wrong with it before
     * @return what a human should read
     */
    static JedisConnectionException explained(JedisConnectionException end, @Nullable Throwable before) {
        return before != null && isFull(before) ? new JedisConnectionException(before.getMessage(), end) : end;
    }

    /** {@return whether a node of a cluster has refused a command that it, or another one, may execute soon} */
    static boolean isUnavailable(Throwable failure) {
        return hasCode(failure, UNAVAILABLE);
    }

    /** {@return whether this user may not do what it asked for} */
    static boolean isRefusal(JedisDataException answer) {
        return "NOPERM".equals(code(answer));
    }

    /** {@return the first word of an error reply} */
    static String code(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        int blank = message.indexOf(' ');
        return blank < 0 ? message : message.substring(0, blank);
    }

    private static boolean hasCode(Throwable failure, Set<String> codes) {
        return failure instanceof JedisDataException && codes.contains(code(failure));
    }

    private static boolean isFull(Throwable failure) {
        return failure instanceof JedisDataException
                && String.valueOf(failure.getMessage()).startsWith(FULL);
    }

    private static boolean isCertificate(Throwable failure) {
        return failure instanceof CertificateException || failure instanceof SSLPeerUnverifiedException;
    }

    private static boolean anyCause(Throwable failure, Predicate<Throwable> test) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 32; depth++) { // Causes may form a circle.
            if (test.test(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
