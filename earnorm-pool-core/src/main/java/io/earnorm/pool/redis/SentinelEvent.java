package io.earnorm.pool.redis;

import java.util.List;
import redis.clients.jedis.HostAndPort;

/**
 * Something that a sentinel published about the master of a pool.
 *
 * @param channel what happened
 * @param words the details: {@code name old-host old-port new-host new-port} or {@code slave … @ name host port}
 */
record SentinelEvent(String channel, List<String> words) {

    /** A replica is about to be promoted: what the master is told from now on is lost, and it doesn't know that. */
    private static final String BEGINS = "+failover-state-send-slaveof-noone";

    /** It was not, and the master stays what it is. */
    private static final String ABORTED = "-failover-abort-slave-timeout";

    /** It was. Comes from the sentinel that leads the failover, which answers with the new address from now on. */
    private static final String PROMOTED = "+promoted-slave";

    /** A sentinel has a new configuration; the one that leads says so only when the other replicas follow. */
    private static final String SWITCHED = "+switch-master";

    static final String[] CHANNELS = {BEGINS, ABORTED, PROMOTED, SWITCHED};

    boolean beginsFailoverOf(HostAndPort master) {
        return channel.equals(BEGINS) && endsWith(master);
    }

    boolean abortsFailoverOf(HostAndPort master) {
        return channel.equals(ABORTED) && endsWith(master);
    }

    private boolean endsWith(HostAndPort master) {
        int size = words.size();
        return size >= 2
                && words.get(size - 2).equals(master.getHost())
                && words.get(size - 1).equals(Integer.toString(master.getPort()));
    }
}
