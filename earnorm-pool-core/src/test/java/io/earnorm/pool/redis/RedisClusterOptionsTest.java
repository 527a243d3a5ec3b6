package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

class RedisClusterOptionsTest {

    @Test
    void aUriNamesNodesAndWhoConnects() {
        RedisClusterOptions options =
                with("rediss-cluster://app:s%40cret@one,two:7001,[::1]:7002/0").build();

        assertThat(options.seeds)
                .containsExactly(
                        new HostAndPort("one", 6379), new HostAndPort("two", 7001), new HostAndPort("::1", 7002));
        assertThat(options.tls).isTrue();
        Credentials credentials = Objects.requireNonNull(options.credentials).get();
        assertThat(credentials.user()).contains("app");
        assertThat(credentials.password()).isEqualTo("s@cret");
        assertThat(options.toString()).doesNotContain("cret").contains("one:6379");
    }

    @Test
    void nodesMayBeGivenOneByOne() {
        RedisClusterOptions options = RedisClusterOptions.builder()
                .nodes(List.of("one:7000", "two"))
                .tls(true)
                .build();

        assertThat(options.seeds).containsExactly(new HostAndPort("one", 7000), new HostAndPort("two", 6379));
        assertThat(options.tls).isTrue();
        assertThat(options.credentials).isNull();
    }

    @Test
    void theCommandTimeoutIsTheConnectionTimeoutUnlessItIsSet() {
        PoolConfig config =
                PoolConfig.builder().connectionTimeout(Duration.ofSeconds(3)).build();

        assertThat(with("redis-cluster://one").config(config).build().commandTimeout)
                .hasSeconds(3);
        assertThat(with("redis-cluster://one")
                        .config(config)
                        .commandTimeout(Duration.ofSeconds(1))
                        .build()
                        .commandTimeout)
                .hasSeconds(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://secret@one | must begin with redis-cluster:// or rediss-cluster://",
                "redis-cluster:// | names no host",
                "redis-cluster://secret@one,,two | names no host",
                "redis-cluster://secret@one/3 | database 0 only",
                "redis-cluster://secret@one:x | port that is not a number",
                "redis-cluster://secret@one?timeout=3 | something else than host:port",
            })
    void aMistakeInTheUriIsRefusedWithoutRepeatingIt(String uri, String message) {
        assertThatThrownBy(() -> with(uri).build())
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        RedisClusterOptions.Builder builder = with("redis-cluster://one");

        assertRefused(RedisClusterOptions.builder(), "needs nodes to begin with");
        assertRefused(with("redis-cluster://one").nodes(List.of("two")), "say them once");
        assertRefused(builder.maxTotal(-1), "maxTotal must be at least 1");
        assertRefused(builder.maxTotal(0).maxRedirections(0), "maxRedirections must be at least 1");
        assertRefused(builder.maxRedirections(1).commandTimeout(Duration.ZERO), "commandTimeout must be from 1 ms");
        assertRefused(
                builder.commandTimeout(Duration.ofMillis(1)).topologyRefresh(Duration.ofNanos(1)),
                "topologyRefresh must be from 1 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:secret@one", "one/3"})
    void aNodeIsNothingButHostAndPort(String node) {
        assertThatThrownBy(() -> RedisClusterOptions.builder().nodes(List.of(node)))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatNoNodeCouldUseIsRefusedWhenThePoolIsMade() throws Exception {
        PoolConfig database = PoolConfig.builder().extraConfig(Map.of("db", 3)).build();
        PoolConfig unknown =
                PoolConfig.builder().extraConfig(Map.of("sockettimeouts", 3)).build();

        assertThatThrownBy(() -> RedisClusterPool.create(
                        with("redis-cluster://one").config(database).build()))
                .hasMessageContaining("database 0 only");
        assertThatThrownBy(() -> RedisClusterPool.create(
                        with("redis-cluster://one").config(unknown).build()))
                .hasMessageContaining("Unknown extraConfig key");
        PoolConfig resp3 =
                PoolConfig.builder().extraConfig(Map.of("protocol", 3)).build();
        assertThatThrownBy(() -> RedisClusterPool.create(
                        with("redis-cluster://one").config(resp3).build()))
                .hasMessageContaining("extraConfig 'protocol' must be 2 for a cluster");
        RedisClusterOptions plainWithContext =
                with("redis-cluster://one").sslContext(SSLContext.getDefault()).build();
        assertThatThrownBy(() -> RedisClusterPool.create(plainWithContext)).hasMessageContaining("sslContext");
    }

    @Test
    void aPoolForOneServerSaysWhatToUseForACluster() {
        PoolOptions options = PoolOptions.builder().uri("redis-cluster://one").build();

        assertThatThrownBy(() -> RedisPool.create(options)).hasMessageContaining("use a RedisClusterPool");
    }

    private static RedisClusterOptions.Builder with(String uri) {
        return RedisClusterOptions.builder().uri(uri);
    }

    private static void assertRefused(RedisClusterOptions.Builder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining(message);
    }
}
