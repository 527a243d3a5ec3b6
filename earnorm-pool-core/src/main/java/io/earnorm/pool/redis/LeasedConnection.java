package io.earnorm.pool.redis;

import io.earnorm.pool.Lease;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;

/**
 * A connection for as long as one lease. Nothing works after it: a {@code Jedis}, a pipeline or a transaction that is kept
 * cannot touch the next holder's conversation.
 *
 * <p>Everything that would touch the superclass's own socket, which is never opened, goes to the physical connection.
 */
final class LeasedConnection extends Connection {

    private final Conversation conversation;
    private final RedisConnection physical;
    private final @Nullable Lease<Jedis> lease;
    private volatile @Nullable Forgotten forgotten;

    /** What the holder of a lease sees: closing it does nothing. */
    LeasedConnection(RedisConnection physical, Conversation conversation) {
        this(physical, conversation, null);
    }

    /** What Jedis's own client sees: closing it ends the lease, and closing it again changes nothing. */
    LeasedConnection(Lease<Jedis> lease) {
        this((LeasedConnection) lease.connection().getConnection(), lease);
    }

    private LeasedConnection(LeasedConnection seenByHolder, Lease<Jedis> lease) {
        this(seenByHolder.physical, seenByHolder.conversation, lease);
    }

    private LeasedConnection(RedisConnection physical, Conversation conversation, @Nullable Lease<Jedis> lease) {
        super(physical.sockets());
        this.physical = physical;
        this.conversation = conversation;
        this.lease = lease;
        this.protocol = physical.getRedisProtocol();
    }

    /** The one behind all leases, for the pool's own use. */
    RedisConnection physical() {
        return physical;
    }

    /** Has the lease ended when nobody can close this any more. */
    void closeWhenForgotten(String pool) {
        if (lease != null) {
            forgotten = Forgotten.watch(this, pool, lease);
        }
    }

    @Override
    public void close() {
        if (lease == null) {
            return;
        }
        Forgotten watched = forgotten;
        if (watched != null) {
            watched.remembered();
        }
        Throwable fault = physical.fault();
        if (fault != null && !conversation.hasEnded()) {
            lease.invalidate(fault);
        } else {
            lease.close();
        }
    }

    @Override
    public void sendCommand(CommandArguments args) {
        try {
            conversation.send(args);
        } finally {
            Reference.reachabilityFence(this); // Not forgotten while its last call is going on.
        }
    }

    @Override
    protected void flush() {
        try {
            conversation.physical().flush();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    protected @Nullable Object readProtocolWithCheckingBroken() {
        try {
            return conversation.read();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public int getSoTimeout() {
        return conversation.physical().getSoTimeout();
    }

    @Override
    public void setSoTimeout(int soTimeout) {
        conversation.physical().setSoTimeout(soTimeout);
    }

    @Override
    public void setTimeoutInfinite() {
        conversation.setTimeoutInfinite();
    }

    @Override
    public void rollbackTimeout() {
        conversation.rollbackTimeout();
    }

    @Override
    public void connect() {
        conversation.physical().connect();
    }

    @Override
    public void disconnect() {
        conversation.physical().disconnect();
    }

    /** Of Jedis 7 and later. */
    @SuppressWarnings("MissingOverride") // Jedis 6, which this is compiled against, has no such method.
    public void forceDisconnect() {
        conversation.physical().destroy();
    }

    @Override
    public boolean isConnected() {
        return !conversation.hasEnded() && physical.isConnected();
    }

    @Override
    public boolean isBroken() {
        return conversation.hasEnded() || physical.isBroken();
    }

    @Override
    public void setBroken() {
        if (!conversation.hasEnded()) {
            physical.setBroken();
        }
    }

    @Override
    public String toIdentityString() {
        return physical.toIdentityString();
    }
}
