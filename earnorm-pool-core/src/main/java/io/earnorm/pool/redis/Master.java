package io.earnorm.pool.redis;

import java.util.concurrent.atomic.AtomicBoolean;
import redis.clients.jedis.HostAndPort;

/** The server that the sentinels name, from when they name it until they name another one. Thread-safe. */
final class Master {

    final HostAndPort address;

    /** What is being connected; aborted when another server takes this one's place. */
    final SocketGroup connecting = new SocketGroup();

    private final AtomicBoolean demoted = new AtomicBoolean();

    Master(HostAndPort address) {
        this.address = address;
    }

    boolean isReplaced() {
        return connecting.isAborted();
    }

    /** It refused a write. Returns whether that is news. */
    boolean demote() {
        return demoted.compareAndSet(false, true);
    }

    /** It says that it is the master. */
    void confirm() {
        demoted.set(false);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
