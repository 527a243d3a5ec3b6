package io.earnorm.pool.redis;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What one lease says and hears on its connection: counts commands against replies, notes what commands leave behind, and
 * says nothing any more once it has ended, when the connection may be somebody else's.
 *
 * <p>Used by one thread at a time, except that a subscriber may be told from another one to unsubscribe, and that any thread
 * may end it. A command that is sent while another thread ends it is either refused or counted: it never goes out unnoticed.
 */
final class Conversation {

    private final RedisConnection physical;
    private final AtomicInteger unread = new AtomicInteger();
    private int dirt = Dirt.NONE; // Published by the count: written before, read after it.
    private volatile boolean ended;
    private boolean withoutTimeout;

    Conversation(RedisConnection physical) {
        this.physical = physical;
    }

    /**
     * The connection, to be used at once.
     *
     * @throws IllegalStateException after the end
     */
    RedisConnection physical() {
        if (ended) {
            throw new IllegalStateException(
                    "Used after its lease has ended: the connection went back to the pool. Acquire another one");
        }
        return physical;
    }

    void send(CommandArguments args) {
        dirt = Dirt.after(dirt, args);
        unread.incrementAndGet(); // Before the look at the end: who ends it sees the count, or this sees the end.
        physical().transmit(args);
    }

    @Nullable
    Object read() {
        try {
            Object reply = physical().readProtocolWithCheckingBroken();
            unread.decrementAndGet();
            return reply;
        } catch (JedisDataException e) { // An error is a reply.
            if (RedisFailures.isRefusal(e)) {
                dirt = Dirt.afterRefusal(dirt);
            }
            unread.decrementAndGet();
            throw e;
        }
    }

    /** Until {@link #rollbackTimeout()}, replies are waited for as long as blocking commands are. */
    void setTimeoutInfinite() {
        withoutTimeout = true;
        physical().setTimeoutInfinite();
    }

    void rollbackTimeout() {
        physical().rollbackTimeout();
        withoutTimeout = false;
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** {@return the replies that are on their way, or nobody read; negative: more were read than commands sent} */
    int unread() {
        return unread.get();
    }

    /** {@return what was left behind, to be asked after {@link #unread()}} */
    int dirt() {
        return dirt;
    }

    /** {@return whether a login, a database or a mode was set, or unset, on purpose} */
    boolean hasTouchedSession() {
        return (dirt & Dirt.SESSION) != 0;
    }

    boolean isWithoutTimeout() {
        return withoutTimeout;
    }
}
