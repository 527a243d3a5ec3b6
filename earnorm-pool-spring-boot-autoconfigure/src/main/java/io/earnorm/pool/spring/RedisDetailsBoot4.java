package io.earnorm.pool.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Cluster;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;

/** Reads what Spring Boot 4 says of a Redis service. Only to be touched when its type is present. */
final class RedisDetailsBoot4 {

    private RedisDetailsBoot4() {}

    static @Nullable ServiceAddress find(ListableBeanFactory beans) {
        @Nullable
        DataRedisConnectionDetails details =
                beans.getBeanProvider(DataRedisConnectionDetails.class).getIfAvailable();
        return details == null ? null : address(details);
    }

    private static ServiceAddress address(DataRedisConnectionDetails details) {
        RedisService service =
                new RedisService(details, details.getUsername(), details.getPassword(), details.getSslBundle());
        @Nullable Sentinel sentinel = details.getSentinel();
        if (sentinel != null) {
            return service.sentinels(
                    sentinel.getMaster(),
                    sentinel.getNodes().stream().map(RedisDetailsBoot4::node).toList(),
                    sentinel.getDatabase(),
                    sentinel.getUsername(),
                    sentinel.getPassword());
        }
        @Nullable Cluster cluster = details.getCluster();
        if (cluster != null) {
            return service.cluster(
                    cluster.getNodes().stream().map(RedisDetailsBoot4::node).toList());
        }
        @Nullable Standalone server = details.getStandalone();
        if (server != null) {
            return service.server(server.getHost(), server.getPort(), server.getDatabase());
        }
        throw service.unknownForm();
    }

    private static String node(Node node) {
        return RedisService.node(node.host(), node.port());
    }
}
