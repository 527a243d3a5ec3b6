package io.earnorm.pool.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails.Cluster;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails.Node;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails.Sentinel;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;

/** Reads what Spring Boot 3.5 says of a Redis service. Only to be touched when its type is present. */
final class RedisDetails {

    private RedisDetails() {}

    static @Nullable ServiceAddress find(ListableBeanFactory beans) {
        @Nullable
        RedisConnectionDetails details =
                beans.getBeanProvider(RedisConnectionDetails.class).getIfAvailable();
        return details == null ? null : address(details);
    }

    private static ServiceAddress address(RedisConnectionDetails details) {
        @Nullable Sentinel sentinel = details.getSentinel();
        if (sentinel != null) {
            return service(details, sentinel.getSslBundle())
                    .sentinels(
                            sentinel.getMaster(),
                            sentinel.getNodes().stream().map(RedisDetails::node).toList(),
                            sentinel.getDatabase(),
                            sentinel.getUsername(),
                            sentinel.getPassword());
        }
        @Nullable Cluster cluster = details.getCluster();
        if (cluster != null) {
            return service(details, cluster.getSslBundle())
                    .cluster(cluster.getNodes().stream().map(RedisDetails::node).toList());
        }
        @Nullable Standalone server = details.getStandalone();
        if (server != null) {
            return service(details, server.getSslBundle())
                    .server(server.getHost(), server.getPort(), server.getDatabase());
        }
        throw service(details, null).unknownForm();
    }

    private static RedisService service(RedisConnectionDetails details, @Nullable SslBundle bundle) {
        return new RedisService(details, details.getUsername(), details.getPassword(), bundle);
    }

    private static String node(Node node) {
        return RedisService.node(node.host(), node.port());
    }
}
