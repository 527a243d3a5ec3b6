package io.earnorm.pool.redis;

import io.earnorm.pool.Credentials;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * {@code redis-cluster://[[user]:password@]host[:port][,host[:port]]…[/0]}, or {@code rediss-cluster://} for TLS. As of any
 * URI here, no message repeats any of it.
 */
record ClusterUri(
        List<HostAndPort> nodes, boolean tls, @Nullable Credentials credentials) {

    private static final String PLAIN = "redis-cluster://";
    private static final String TLS = "rediss-cluster://";

    static ClusterUri parse(String uri) {
        boolean tls = startsWith(uri, TLS);
        if (!tls && !startsWith(uri, PLAIN)) {
            throw RedisUri.wrong("of a cluster must begin with " + PLAIN + " or " + TLS);
        }
        String rest = uri.substring(uri.indexOf("://") + 3);
        int at = rest.lastIndexOf('@');
        String location = rest.substring(at + 1);
        int slash = location.indexOf('/');
        if (slash >= 0 && !location.substring(slash).matches("/0?")) {
            throw RedisUri.wrong("names a database; a cluster has database 0 only");
        }
        return new ClusterUri(
                nodes(slash < 0 ? location : location.substring(0, slash)),
                tls,
                at < 0 ? null : RedisUserInfo.parse(rest.substring(0, at)));
    }

    private static boolean startsWith(String uri, String scheme) {
        return uri.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** {@code host[:port],host[:port],…} */
    static List<HostAndPort> nodes(String list) {
        if (list.matches("(?s).*[@/?#\\s].*")) {
            throw RedisUri.wrong("of a cluster has something else than host:port among its nodes");
        }
        return RedisAddress.parseAll(list, RedisUri.DEFAULT_PORT);
    }
}
