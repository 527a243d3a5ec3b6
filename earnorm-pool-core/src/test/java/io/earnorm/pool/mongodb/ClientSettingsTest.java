package io.earnorm.pool.mongodb;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCompressor;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.connection.ConnectionPoolSettings;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSettingsTest {

    @Test
    void sizesTheDriversSocketPoolLikeThePool() {
        ConnectionPoolSettings sockets = of(
                        "mongodb://host/shop",
                        config().minSize(3)
                                .maxSize(7)
                                .maxConnecting(4)
                                .maxIdleTime(Duration.ofMinutes(2))
                                .maxLifetime(Duration.ZERO))
                .getConnectionPoolSettings();

        assertThat(sockets.getMinSize()).isEqualTo(3);
        assertThat(sockets.getMaxSize()).as("one is for health checks").isEqualTo(8);
        assertThat(sockets.getMaxConnecting()).isEqualTo(4);
        assertThat(sockets.getMaxConnectionIdleTime(MILLISECONDS)).isEqualTo(120_000);
        assertThat(sockets.getMaxConnectionLifeTime(MILLISECONDS)).isZero();
    }

    @Test
    void derivesTimeLimitsThatAreNeverLongerThanAnAcquire() {
        MongoClientSettings settings = of("mongodb://host/shop", config().connectionTimeout(Duration.ofSeconds(3)));

        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS))
                .isEqualTo(3000);
        assertThat(settings.getConnectionPoolSettings().getMaxWaitTime(MILLISECONDS))
                .isEqualTo(3000);
        assertThat(settings.getSocketSettings().getReadTimeout(MILLISECONDS)).isEqualTo(3000);
        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(3000);
    }

    @Test
    void keepsToTheShorterConnectTimeout() {
        MongoClientSettings settings = of("mongodb://host/shop", config().connectTimeout(Duration.ofSeconds(1)));

        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(1000);
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS))
                .isEqualTo(30_000);
    }

    @Test
    void leavesTheDriversDefaultsWhereThePoolHasNoLimit() {
        MongoClientSettings settings = of(
                "mongodb://host/shop", config().connectionTimeout(Duration.ZERO).connectTimeout(Duration.ZERO));

        MongoClientSettings defaults = MongoClientSettings.builder().build();
        assertThat(settings.getSocketSettings()).isEqualTo(defaults.getSocketSettings());
    }

    @Test
    void letsTheUriWinOverWhatThePoolImplies() {
        MongoClientSettings settings = of(
                "mongodb://host/shop?maxPoolSize=50&serverSelectionTimeoutMS=1&connectTimeoutMS=2&socketTimeoutMS=4"
                        + "&appName=till&retryWrites=false&w=2",
                config().connectionTimeout(Duration.ofSeconds(3)));

        assertThat(settings.getConnectionPoolSettings().getMaxSize()).isEqualTo(50);
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS))
                .isEqualTo(1);
        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(2);
        assertThat(settings.getSocketSettings().getReadTimeout(MILLISECONDS)).isEqualTo(4);
        assertThat(settings.getApplicationName()).isEqualTo("till");
        assertThat(settings.getRetryWrites()).isFalse();
        assertThat(settings.getWriteConcern()).isEqualTo(new WriteConcern(2));
    }

    @ParameterizedTest
    @CsvSource({
        "serverSelectionTimeoutMS=9000&connectTimeoutMS=9000&socketTimeoutMS=9000&waitQueueTimeoutMS=9000",
        "serverSelectionTimeoutMS=-1&connectTimeoutMS=0&socketTimeoutMS=0&waitQueueTimeoutMS=0"
    })
    void letsNobodyWaitForLongerThanAnAcquire(String options) {
        MongoClientSettings settings =
                of("mongodb://host/shop?" + options, config().connectionTimeout(Duration.ofSeconds(3)));

        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS))
                .isEqualTo(3000);
        assertThat(settings.getConnectionPoolSettings().getMaxWaitTime(MILLISECONDS))
                .isEqualTo(3000);
        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(3000);
        assertThat(settings.getSocketSettings().getReadTimeout(MILLISECONDS)).isEqualTo(3000);
    }

    @Test
    void leavesLongerWorkToTheTimeoutForWholeOperations() {
        MongoClientSettings settings =
                of("mongodb://host/shop?timeoutMS=600000", config().connectionTimeout(Duration.ofSeconds(3)));

        assertThat(settings.getTimeout(MILLISECONDS)).isEqualTo(600_000);
    }

    @Test
    void letsTheApplicationsCodeHaveTheLastWordButForTimeLimits() {
        PoolOptions options = PoolOptions.builder()
                .uri("mongodb://host/shop?retryReads=true")
                .config(config().extraConfig(Map.of("retry_writes", true)).build())
                .build();
        MongoClientSettings settings = ClientSettings.of(
                        options,
                        code -> code.retryReads(false)
                                .retryWrites(false)
                                .applyToSocketSettings(socket -> socket.readTimeout(10, MINUTES)))
                .build(1);

        assertThat(settings.getRetryReads()).isFalse();
        assertThat(settings.getRetryWrites()).isFalse();
        assertThat(settings.getSocketSettings().getReadTimeout(MILLISECONDS)).isEqualTo(30_000);
    }

    @Test
    void passesOnWhatOnlyTheDriverUnderstands() {
        MongoClientSettings settings = of(
                "mongodb://CN=shop@a:1,b:2,c/shop?replicaSet=rs0&tls=true&authMechanism=MONGODB-X509&compressors=zlib"
                        + "&readPreference=nearest&readConcernLevel=majority",
                config());

        assertThat(settings.getClusterSettings().getHosts())
                .extracting(ServerAddress::toString)
                .containsExactly("a:1", "b:2", "c:27017");
        assertThat(settings.getClusterSettings().getRequiredReplicaSetName()).isEqualTo("rs0");
        assertThat(settings.getSslSettings().isEnabled()).isTrue();
        assertThat(settings.getCredential().getAuthenticationMechanism())
                .isEqualTo(AuthenticationMechanism.MONGODB_X509);
        assertThat(settings.getCompressorList()).containsExactly(MongoCompressor.createZlibCompressor());
        assertThat(settings.getReadPreference()).isEqualTo(ReadPreference.nearest());
        assertThat(settings.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
    }

    @Test
    void letsExtraConfigWinOverTheUri() {
        Map<String, Object> extra = Map.of(
                "ssl",
                true,
                "server_selection_timeout_ms",
                10,
                "connect_timeout_ms",
                20L,
                "socket_timeout_ms",
                "30",
                "retry_writes",
                "false",
                "retry_reads",
                false,
                "w",
                "majority",
                "j",
                true);
        MongoClientSettings settings = of(
                "mongodb://host/shop?tls=false&serverSelectionTimeoutMS=1&connectTimeoutMS=2&socketTimeoutMS=3&w=2&wTimeoutMS=9",
                config().extraConfig(extra));

        assertThat(settings.getSslSettings().isEnabled()).isTrue();
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS))
                .isEqualTo(10);
        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(20);
        assertThat(settings.getSocketSettings().getReadTimeout(MILLISECONDS)).isEqualTo(30);
        assertThat(settings.getRetryWrites()).isFalse();
        assertThat(settings.getRetryReads()).isFalse();
        assertThat(settings.getWriteConcern())
                .isEqualTo(WriteConcern.MAJORITY.withJournal(true).withWTimeout(9, MILLISECONDS));
    }

    @Test
    void readsTheNumberOfMembersThatMustConfirmAlsoFromText() {
        assertThat(of("mongodb://host/shop", config().extraConfig(Map.of("w", "3")))
                        .getWriteConcern())
                .isEqualTo(new WriteConcern(3));
        assertThat(of("mongodb://host/shop", config().extraConfig(Map.of("w", 1)))
                        .getWriteConcern())
                .isEqualTo(new WriteConcern(1));
    }

    @Test
    void refusesAnUnknownKeyByNameAndListsTheKnownOnes() {
        assertThatThrownBy(() -> of("mongodb://host/shop", config().extraConfig(Map.of("socket_timeout", 1))))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("'socket_timeout' for MongoDB")
                .hasMessageContaining("ssl, auth_source, server_selection_timeout_ms, connect_timeout_ms,"
                        + " socket_timeout_ms, retry_writes, retry_reads, w, j");
    }

    @Test
    void knowsAKeyHoweverAPropertySourceSpellsIt() {
        MongoClientSettings settings = of(
                "mongodb://host/shop",
                config().extraConfig(Map.of("connectTimeoutMs", 10, "socket-timeout-ms", Duration.ofSeconds(2))));

        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(10);
        assertThat(settings.getSocketSettings().getReadTimeout(MILLISECONDS)).isEqualTo(2000);
        assertThatThrownBy(() -> of("mongodb://host/shop", config().extraConfig(Map.of("ssl", true, "SSL", true))))
                .hasMessage("extraConfig has 'ssl' twice");
    }

    @ParameterizedTest
    @CsvSource({
        "ssl, maybe",
        "socket_timeout_ms, soon",
        "socket_timeout_ms, -1",
        "connect_timeout_ms, 99999999999",
        "server_selection_timeout_ms, 1.5",
        "retry_writes, 1",
        "retry_reads, no",
        "j, 2",
        "w, -2",
        "w, ' '",
        "auth_source, ' '"
    })
    void refusesAWrongValueByItsKey(String key, String value) {
        assertThatThrownBy(() -> of("mongodb://host/shop", config().extraConfig(Map.of(key, value))))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("'" + key + "'")
                .hasMessageContaining("'" + value + "'");
    }

    @Test
    void refusesAWrongTypeByItsKey() {
        assertThatThrownBy(() -> of("mongodb://host/shop", config().extraConfig(Map.of("auth_source", 1))))
                .hasMessageContaining("'auth_source' must be text, but was '1' (Integer)");
    }

    @Test
    void usesTheSslContextThatItIsGivenUnlessTlsIsSwitchedOff() throws NoSuchAlgorithmException {
        SSLContext context = SSLContext.getDefault();
        PoolOptions.Builder options =
                PoolOptions.builder().uri("mongodb://host/shop").sslContext(context);

        assertThat(build(options).getSslSettings().isEnabled()).isTrue();
        assertThat(build(options).getSslSettings().getContext()).isSameAs(context);
        assertThat(build(options.uri("mongodb://host/shop?tls=false"))
                        .getSslSettings()
                        .isEnabled())
                .isFalse();
    }

    @Test
    void namesTheApplicationLikeThePoolAsFarAsTheServerAllows() {
        assertThat(build(PoolOptions.builder().uri("mongodb://host/shop").name("orders"))
                        .getApplicationName())
                .isEqualTo("orders");
        assertThat(build(PoolOptions.builder().uri("mongodb://host/shop").name("ü".repeat(100)))
                        .getApplicationName())
                .isEqualTo("ü".repeat(64));
    }

    @Test
    void asksForAUri() {
        assertThatThrownBy(() -> ClientSettings.of(PoolOptions.builder().build()))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageStartingWith("uri must be set");
    }

    private static PoolConfig.Builder config() {
        return PoolConfig.builder();
    }

    private static MongoClientSettings of(String uri, PoolConfig.Builder config) {
        return build(PoolOptions.builder().uri(uri).config(config.build()));
    }

    private static MongoClientSettings build(PoolOptions.Builder options) {
        return ClientSettings.of(options.build()).build(options.build().config().maxSize());
    }
}
