package io.earnorm.pool.redis;

import io.earnorm.pool.Lease;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;

/**
 * A connection for as long as one lease: {@link #close()} ends the lease, a second one changes nothing, and nothing works
 * after it. A pipeline or a transaction may be closed twice, or used after it was closed, when the physical connection is
 * already somebody else's.
 *
 * <p>Everything that would touch the superclass's own socket, which is never opened, goes to the physical connection.
 */
final class LeasedConnection extends Connection {

    private final Lease<Jedis> lease;
    private final RedisConnection physical;
    private volatile boolean closed;

    LeasedConnection(Lease<Jedis> lease) {
        super(RedisConnector.connection(lease.connection()).sockets());
        this.lease = lease;
        this.physical = RedisConnector.connection(lease.connection());
        this.protocol = physical.getRedisProtocol();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        end(lease, physical);
    }

    /** Ends the lease of a connection: what is known to be broken is destroyed. */
    static void end(Lease<Jedis> lease, RedisConnection physical) {
        if (physical.fault() != null) {
            lease.invalidate(physical.fault());
        } else {
            lease.close();
        }
    }

    private RedisConnection physical() {
        if (closed) {
            throw new IllegalStateException("Used after it was closed: its connection went back to the pool");
        }
        return physical;
    }

    @Override
    public Object executeCommand(CommandArguments args) {
        return physical().executeCommand(args);
    }

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        return physical().executeCommand(command);
    }

    @Override
    public void sendCommand(CommandArguments args) {
        physical().sendCommand(args);
    }

    @Override
    protected void flush() {
        physical().flush();
    }

    @Override
    protected @Nullable Object readProtocolWithCheckingBroken() {
        return physical().readProtocolWithCheckingBroken();
    }

    @Override
    public int getSoTimeout() {
        return physical().getSoTimeout();
    }

    @Override
    public void setSoTimeout(int soTimeout) {
        physical().setSoTimeout(soTimeout);
    }

    @Override
    public void setTimeoutInfinite() {
        physical().setTimeoutInfinite();
    }

    @Override
    public void rollbackTimeout() {
        physical().rollbackTimeout();
    }

    @Override
    public void connect() {
        physical().connect();
    }

    @Override
    public void disconnect() {
        physical().disconnect();
    }

    /** Of Jedis 7 and later. */
    @SuppressWarnings("MissingOverride") // Jedis 6, which this is compiled against, has no such method.
    public void forceDisconnect() {
        physical().destroy();
    }

    @Override
    public boolean isConnected() {
        return !closed && physical.isConnected();
    }

    @Override
    public boolean isBroken() {
        return closed || physical.isBroken();
    }

    @Override
    public void setBroken() {
        physical().setBroken();
    }

    @Override
    public String toIdentityString() {
        return physical.toIdentityString();
    }
}
