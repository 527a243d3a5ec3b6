package io.earnorm.pool.samples.custom;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** What a {@link LinePool} is told, checked once and early, with messages that say what to write. */
record LineSettings(String host, int port, Duration readTimeout) {

    private static final String READ_TIMEOUT = "read_timeout";

    static LineSettings of(PoolOptions options) {
        URI uri = uri(options.uri().orElse(""));
        return new LineSettings(
                uri.getHost(), uri.getPort(), readTimeout(options.config().extraConfig()));
    }

    /** Resolved for each new connection, so that a changed DNS entry is seen. */
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            if ("lines".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the parser's own message would repeat the text, which may hold a secret.
        }
        throw new PoolConfigurationException("uri must look like lines://host:port");
    }

    private static Duration readTimeout(Map<String, Object> extraConfig) {
        extraConfig.keySet().stream()
                .filter(key -> !key.equals(READ_TIMEOUT))
                .findFirst()
                .ifPresent(key -> {
                    throw new PoolConfigurationException(
                            "extraConfig has an unknown key '%s'; known: %s".formatted(key, READ_TIMEOUT));
                });
        Object value = extraConfig.getOrDefault(READ_TIMEOUT, "5s");
        if (!String.valueOf(value).matches("[1-9]\\d{0,3}s")) {
            throw new PoolConfigurationException(
                    "extraConfig.%s must be whole seconds like 5s, but was %s".formatted(READ_TIMEOUT, value));
        }
        return Duration.parse("PT" + value);
    }
}
