package io.earnorm.pool.redis;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * {@code redis[s]://[[user]:password@]host[:port][/database]}, {@code redis://password@host}, and {@code
 * redis[s]-sentinel://[[user]:password@]host[:port][,host...][/database]?sentinelMasterId=name}, as Lettuce reads it.
 *
 * <p>Read by hand, because {@link java.net.URI} finds no host where a password holds a character that should have been
 * percent-encoded, or where there are several. Whatever stands before the last {@code @} is secret; and where something is
 * wrong, so may be the rest (a forgotten {@code @host} turns a password into a port). So no message repeats any of it.
 *
 * @param addresses the server, or the sentinels
 * @param tls whether connections are to be secure
 * @param credentials of the server, never of sentinels
 * @param database of the server
 * @param masterName what the sentinels call the server; {@code null}: there are no sentinels
 */
record RedisUri(
        List<HostAndPort> addresses,
        boolean tls,
        @Nullable Credentials credentials,
        @Nullable Integer database,
        @Nullable String masterName) {

    static final int DEFAULT_PORT = 6379;
    static final int DEFAULT_SENTINEL_PORT = 26379;

    private static final String MASTER_NAME = "sentinelMasterId=";

    static RedisUri parse(String uri) {
        if (uri.chars().anyMatch(Character::isWhitespace)) {
            throw wrong("contains a blank; percent-encode it as %20");
        }
        String scheme = scheme(uri);
        boolean sentinel = scheme.endsWith("-sentinel");
        String rest = uri.substring(uri.indexOf("://") + 3);
        int at = rest.lastIndexOf('@');
        String location = rest.substring(at + 1);
        String masterName = sentinel ? masterName(location) : refuseExtras(location);
        String place = location.split("[?#]", 2)[0];
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        return new RedisUri(
                RedisAddress.parseAll(authority, sentinel ? DEFAULT_SENTINEL_PORT : DEFAULT_PORT),
                scheme.startsWith("rediss"),
                at < 0 ? null : RedisUserInfo.parse(rest.substring(0, at)),
                slash < 0 ? null : database(place.substring(slash + 1)),
                masterName);
    }

    private static String scheme(String uri) {
        int end = uri.indexOf("://");
        String scheme = end < 0 ? "" : uri.substring(0, end).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "redis", "rediss", "redis-sentinel", "rediss-sentinel" -> scheme;
            case "redis-cluster", "rediss-cluster" -> throw wrong("is of a cluster; use a RedisClusterPool for it");
            default ->
                // Only what looks like a scheme is shown: anything else may be part of a password.
                throw wrong("must begin with redis:// or rediss://, or with redis-sentinel:// or rediss-sentinel://"
                        + (scheme.matches("[a-z][a-z0-9+.-]{0,20}") ? ", not " + scheme + "://" : ""));
        };
    }

    private static @Nullable String refuseExtras(String location) {
        if (location.indexOf('?') >= 0) {
            throw wrong("has a query (?...); settings go into extraConfig, and a ? in a password is written as %3F");
        }
        if (location.indexOf('#') >= 0) {
            throw wrong("has a fragment (#...); a # in a password is written as %23");
        }
        if (location.indexOf(',') >= 0) {
            throw wrong("names several hosts; this pool connects to one, unless they are sentinels"
                    + " (redis-sentinel://host1,host2/0?sentinelMasterId=mymaster)");
        }
        return null;
    }

    /** In the query, or, as Lettuce reads it too, in the fragment. */
    private static String masterName(String location) {
        int query = location.indexOf('?');
        int fragment = location.indexOf('#');
        if (query >= 0 && (fragment >= 0 || !location.substring(query + 1).matches(MASTER_NAME + "[^&]*"))) {
            throw wrong("has a query with something else than sentinelMasterId; settings go into extraConfig");
        }
        String name = query < 0
                ? location.substring(fragment < 0 ? location.length() : fragment + 1)
                : location.substring(query + 1 + MASTER_NAME.length());
        if (name.isEmpty()) {
            throw wrong("does not say what the sentinels call the master, as in"
                    + " redis-sentinel://host1,host2/0?sentinelMasterId=mymaster");
        }
        return RedisUserInfo.decode(name);
    }

    private static @Nullable Integer database(String path) {
        if (path.isEmpty()) {
            return null;
        }
        if (!path.matches("[0-9]{1,9}")) {
            throw wrong("has a database that is not a number, as in redis://host:6379/0");
        }
        return Integer.valueOf(path);
    }

    static PoolConfigurationException wrong(String what) {
        return new PoolConfigurationException(
                "The Redis URI " + what + " (the URI is not shown, it may hold a password)");
    }
}
