package io.earnorm.pool.redis;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code redis[s]://[[user]:password@]host[:port][/database]}, and {@code redis://password@host}.
 *
 * <p>Read by hand, because {@link java.net.URI} finds no host where a password holds a character that should have been
 * percent-encoded. Whatever stands before the last {@code @} is secret; and where something is wrong, so may be the rest
 * (a forgotten {@code @host} turns a password into a port). So no message repeats any of it.
 */
record RedisUri(
        String host,
        int port,
        boolean tls,
        @Nullable Credentials credentials,
        @Nullable Integer database) {

    static final int DEFAULT_PORT = 6379;

    static RedisUri parse(String uri) {
        if (uri.chars().anyMatch(Character::isWhitespace)) {
            throw wrong("contains a blank; percent-encode it as %20");
        }
        boolean tls = tls(uri);
        String rest = uri.substring(uri.indexOf("://") + 3);
        int at = rest.lastIndexOf('@');
        String location = rest.substring(at + 1);
        refuseExtras(location);
        int slash = location.indexOf('/');
        String authority = slash < 0 ? location : location.substring(0, slash);
        return new RedisUri(
                host(authority),
                port(authority),
                tls,
                at < 0 ? null : RedisUserInfo.parse(rest.substring(0, at)),
                slash < 0 ? null : database(location.substring(slash + 1)));
    }

    private static boolean tls(String uri) {
        int end = uri.indexOf("://");
        String scheme = end < 0 ? "" : uri.substring(0, end).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "redis" -> false;
            case "rediss" -> true;
            default ->
                // Only what looks like a scheme is shown: anything else may be part of a password.
                throw wrong("must begin with redis:// or rediss://"
                        + (scheme.matches("[a-z][a-z0-9+.-]{0,20}") ? ", not " + scheme + "://" : ""));
        };
    }

    private static void refuseExtras(String location) {
        if (location.indexOf('?') >= 0) {
            throw wrong("has a query (?...); settings go into extraConfig, and a ? in a password is written as %3F");
        }
        if (location.indexOf('#') >= 0) {
            throw wrong("has a fragment (#...); a # in a password is written as %23");
        }
        if (location.indexOf(',') >= 0) {
            throw wrong("names several hosts; this pool connects to one");
        }
    }

    private static String host(String authority) {
        String host = authority.substring(0, hostEnd(authority));
        if (host.isEmpty() || host.equals("[]")) {
            throw wrong("names no host");
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int hostEnd(String authority) {
        if (authority.startsWith("[")) {
            int bracket = authority.indexOf(']');
            if (bracket < 0) {
                throw wrong("has a [ without a ]");
            }
            return bracket + 1;
        }
        int colon = authority.indexOf(':');
        if (colon != authority.lastIndexOf(':')) {
            throw wrong("has several : in its host; an IPv6 address stands in brackets, as in redis://[::1]:6379");
        }
        return colon < 0 ? authority.length() : colon;
    }

    private static int port(String authority) {
        String port = authority.substring(hostEnd(authority));
        if (port.isEmpty()) {
            return DEFAULT_PORT;
        }
        if (!port.matches(":[0-9]{1,5}")) {
            throw wrong("has a port that is not a number; a password stands before an @, as in"
                    + " redis://user:password@host:6379");
        }
        int number = Integer.parseInt(port.substring(1));
        if (number < 1 || number > 65535) {
            throw wrong("has a port that is not between 1 and 65535");
        }
        return number;
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
