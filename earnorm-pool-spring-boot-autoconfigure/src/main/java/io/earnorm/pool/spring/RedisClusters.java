package io.earnorm.pool.spring;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.redis.RedisClusterOptions;
import io.earnorm.pool.redis.RedisClusterPool;

/** Makes the pools of Redis clusters. Only to be touched when the driver is present. */
final class RedisClusters {

    static final String BEAN_NAME = "earnormRedisClusters";

    private final PoolBeans pools;

    RedisClusters(PoolBeans pools) {
        this.pools = pools;
    }

    /** A pool, not started: {@code <name>Pool}. */
    RedisClusterPool cluster(String name) {
        return pools.make(name, (pool, options, errors) -> {
            RedisPoolSettings settings = (RedisPoolSettings) pool.settings();
            new ClusterOptions(settings, errors).check(options);
            return RedisClusterPool.create(options(settings.getCluster(), options));
        });
    }

    private static RedisClusterOptions options(ClusterSettings cluster, PoolOptions options) {
        RedisClusterOptions.Builder builder = RedisClusterOptions.builder()
                .name(options.name(Backend.REDIS.section()))
                .config(options.config());
        options.uri().ifPresent(builder::uri);
        options.credentials().ifPresent(builder::credentials);
        options.sslContext().ifPresent(builder::sslContext);
        Settings.ifSet(cluster.getMaxTotal(), builder::maxTotal);
        Settings.ifSet(cluster.getMaxRedirections(), builder::maxRedirections);
        Settings.ifSet(cluster.getCommandTimeout(), builder::commandTimeout);
        Settings.ifSet(cluster.getTopologyRefresh(), builder::topologyRefresh);
        return builder.build();
    }
}
