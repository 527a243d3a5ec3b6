package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import java.net.InetAddress;
import java.time.Duration;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;

/** Jedis's own pool with its defaults: at most 8 connections, and commons-pool2 inside. */
final class JedisPeer implements Peer {

    private final JedisPool pool;

    JedisPeer(int port) {
        pool = new JedisPool(InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    static void ping(Object connection) {
        ((Jedis) connection).ping();
    }

    @Override
    public Object acquire() {
        return pool.getResource();
    }

    @Override
    public Object acquire(Duration timeout) {
        throw new UnsupportedOperationException("One timeout for all");
    }

    @Override
    public Object connection(Object handle) {
        return handle;
    }

    @Override
    public void release(Object handle) {
        ((Jedis) handle).close();
    }

    @Override
    public void invalidate(Object handle) {
        pool.returnBrokenResource((Jedis) handle);
    }

    @Override
    public void close() {
        pool.close();
    }
}
