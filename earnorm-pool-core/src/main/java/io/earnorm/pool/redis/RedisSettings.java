package io.earnorm.pool.redis;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;

/**
 * What the URI, the options and {@code extraConfig} say together; a contradiction among them is refused, because
 * following one of them silently means plain text, or somebody else's database. Times are in milliseconds, zero meaning no
 * limit.
 */
final class RedisSettings {

    static final String CLIENT_NAME = "client_name";
    static final String CONNECT_TIMEOUT = "connect_timeout";
    static final String SOCKET_TIMEOUT = "socket_timeout";
    static final String BLOCKING_SOCKET_TIMEOUT = "blocking_socket_timeout";
    static final String DB = "db";
    static final String SSL = "ssl";
    static final String SSL_CHECK_HOSTNAME = "ssl_check_hostname";

    static final String PROTOCOL = "protocol";

    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            CLIENT_NAME,
            CONNECT_TIMEOUT,
            SOCKET_TIMEOUT,
            BLOCKING_SOCKET_TIMEOUT,
            DB,
            PROTOCOL,
            SSL,
            SSL_CHECK_HOSTNAME,
            SentinelSettings.USERNAME,
            SentinelSettings.PASSWORD,
            SentinelSettings.SSL));

    private static final Duration DEFAULT_SOCKET_TIMEOUT = Duration.ofSeconds(2);

    /** The server, or the sentinel; with {@link #sentinels} the first of those. */
    final HostAndPort address;

    /** Who knows where the server is; {@code null}: it is always at the address. */
    final @Nullable SentinelSettings sentinels;

    final int database;

    /** {@code null}: RESP2, and nothing is said about it while connecting. */
    final @Nullable RedisProtocol protocol;

    final boolean tls;
    final boolean checkHostname;
    final @Nullable SSLContext sslContext;
    final String clientName;
    final int connectTimeout;
    final int socketTimeout;
    final int blockingSocketTimeout;
    final int validationTimeout;
    private final Supplier<? extends @Nullable Credentials> credentials;

    RedisSettings(String pool, PoolOptions options) {
        ExtraConfig extra = new ExtraConfig(options.config().extraConfig(), KEYS);
        RedisUri uri = RedisUri.parse(options.uri()
                .orElseThrow(() -> new PoolConfigurationException(
                        "A Redis pool needs a uri, for example redis://localhost:6379/0")));
        address = uri.addresses().get(0);
        database = database(uri, options, extra);
        protocol = protocol(extra);
        sslContext = options.sslContext().orElse(null);
        tls = tls(uri, sslContext != null, extra.flag(SSL));
        checkHostname = !Boolean.FALSE.equals(extra.flag(SSL_CHECK_HOSTNAME));
        clientName = ClientName.of(pool, extra.text(CLIENT_NAME));
        connectTimeout = millis(extra.length(CONNECT_TIMEOUT, options.config().connectTimeout()));
        socketTimeout = millis(extra.length(SOCKET_TIMEOUT, DEFAULT_SOCKET_TIMEOUT));
        blockingSocketTimeout = millis(extra.length(BLOCKING_SOCKET_TIMEOUT, Duration.ZERO));
        validationTimeout = millis(options.config().validationTimeout());
        Credentials fixed = uri.credentials();
        Supplier<? extends @Nullable Credentials> fromUri = () -> fixed;
        credentials = options.credentials()
                .<Supplier<? extends @Nullable Credentials>>map(s -> s)
                .orElse(fromUri);
        sentinels = SentinelSettings.of(uri, tls, extra);
    }

    /** For one of the sentinels of a pool, which has a database no more than its credentials are the server's. */
    RedisSettings(RedisSettings pool, SentinelSettings sentinels, HostAndPort sentinel) {
        address = sentinel;
        this.sentinels = null;
        database = 0;
        protocol = null;
        sslContext = pool.sslContext;
        tls = sentinels.tls();
        checkHostname = pool.checkHostname;
        clientName = pool.clientName;
        connectTimeout = pool.connectTimeout;
        socketTimeout = pool.socketTimeout;
        blockingSocketTimeout = 0;
        validationTimeout = pool.validationTimeout;
        credentials = sentinels.credentials();
    }

    /** Asked for each new connection, so that passwords may rotate; {@code null}: the server wants none. */
    @Nullable
    Credentials credentials() {
        return credentials.get();
    }

    private static int database(RedisUri uri, PoolOptions options, ExtraConfig extra) {
        Integer fromUri = uri.database();
        Integer fromOptions = options.database().map(RedisSettings::number).orElse(null);
        Integer fromExtra = extra.count(DB);
        Integer first = fromUri != null ? fromUri : fromOptions != null ? fromOptions : fromExtra;
        if (contradicts(first, fromOptions) || contradicts(first, fromExtra)) {
            throw new PoolConfigurationException(
                    "The Redis database is %s by the URI, %s by database and %s by extraConfig 'db'; say it once"
                            .formatted(shown(fromUri), shown(fromOptions), shown(fromExtra)));
        }
        return Objects.requireNonNullElse(first, 0);
    }

    private static @Nullable RedisProtocol protocol(ExtraConfig extra) {
        Integer version = extra.count(PROTOCOL);
        if (version == null || version == 2) {
            return null;
        }
        if (version != 3) {
            throw ExtraConfig.wrong(PROTOCOL, "2 or 3", version);
        }
        return RedisProtocol.RESP3;
    }

    private static boolean contradicts(@Nullable Integer chosen, @Nullable Integer other) {
        return other != null && !other.equals(chosen);
    }

    private static String shown(@Nullable Integer database) {
        return database == null ? "not given" : database.toString();
    }

    private static Integer number(String database) {
        if (!database.matches("[0-9]{1,9}")) {
            throw new PoolConfigurationException("A Redis database must be a number from 0, but was " + database);
        }
        return Integer.valueOf(database);
    }

    private static boolean tls(RedisUri uri, boolean hasContext, @Nullable Boolean ssl) {
        if (uri.tls() && Boolean.FALSE.equals(ssl)) {
            throw new PoolConfigurationException("The URI says rediss://, but extraConfig 'ssl' is false; remove one");
        }
        boolean tls = uri.tls() || Boolean.TRUE.equals(ssl);
        if (hasContext && !tls) {
            throw new PoolConfigurationException(
                    "An sslContext is given, but the URI says redis://, which is plain text; say rediss://, or extraConfig"
                            + " 'ssl' true");
        }
        return tls;
    }

    private static int millis(Duration length) {
        return (int) Math.min(length.toMillis(), Integer.MAX_VALUE);
    }

    /** Of two limits the narrower; zero is none. */
    static int narrower(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }
}
