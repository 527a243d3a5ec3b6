package io.earnorm.pool.redis;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.HostAndPort;

/** Reads {@code host[:port]}, and lists of it. As everywhere in a URI, no message repeats what was given. */
final class RedisAddress {

    private RedisAddress() {}

    /** {@return several, divided by commas, in their order; at least one} */
    static List<HostAndPort> parseAll(String addresses, int defaultPort) {
        List<HostAndPort> parsed = new ArrayList<>();
        for (String address : addresses.split(",", -1)) {
            parsed.add(parse(address, defaultPort));
        }
        return List.copyOf(parsed);
    }

    static HostAndPort parse(String address, int defaultPort) {
        int end = hostEnd(address);
        String host = address.substring(0, end);
        if (host.isEmpty() || host.equals("[]")) {
            throw RedisUri.wrong("names no host");
        }
        String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new HostAndPort(plain, port(address.substring(end), defaultPort));
    }

    private static int hostEnd(String address) {
        if (address.startsWith("[")) {
            int bracket = address.indexOf(']');
            if (bracket < 0) {
                throw RedisUri.wrong("has a [ without a ]");
            }
            return bracket + 1;
        }
        int colon = address.indexOf(':');
        if (colon != address.lastIndexOf(':')) {
            throw RedisUri.wrong(
                    "has several : in its host; an IPv6 address stands in brackets, as in redis://[::1]:6379");
        }
        return colon < 0 ? address.length() : colon;
    }

    private static int port(String port, int defaultPort) {
        if (port.isEmpty()) {
            return defaultPort;
        }
        if (!port.matches(":[0-9]{1,5}")) {
            throw RedisUri.wrong("has a port that is not a number; a password stands before an @, as in"
                    + " redis://user:password@host:6379");
        }
        int number = Integer.parseInt(port.substring(1));
        if (number < 1 || number > 65535) {
            throw RedisUri.wrong("has a port that is not between 1 and 65535");
        }
        return number;
    }
}
