package io.earnorm.pool.spring;

import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;

/**
 * Looks whether Spring Boot knows where a pool's servers are: by a bean of its {@code ConnectionDetails}, which containers
 * ({@code @ServiceConnection}), Docker Compose and applications bring, and which it makes of its own properties otherwise.
 */
final class ServiceAddresses {

    /** What says an address to Spring Boot: without any of them its beans mean localhost. */
    private static final List<String> OF_REDIS = List.of(
            "spring.data.redis.url",
            "spring.data.redis.host",
            "spring.data.redis.sentinel.nodes",
            "spring.data.redis.cluster.nodes");

    private static final List<String> OF_MONGODB =
            List.of("spring.data.mongodb.uri", "spring.data.mongodb.host", "spring.mongodb.uri", "spring.mongodb.host");

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAddresses.class);

    private final ListableBeanFactory beans;
    private final ConfiguredKeys keys;

    ServiceAddresses(ListableBeanFactory beans, ConfiguredKeys keys) {
        this.beans = beans;
        this.keys = keys;
    }

    /**
     * The address that a pool takes; null when it has to have its own. One that an application, a container or Docker Compose
     * brings takes the place of the address of the only pool of the backend, or the primary one; one of Spring Boot's own
     * properties is for pools without an address.
     *
     * @param main whether the pool is the only one of its backend, or the primary one
     * @throws PoolPropertyException if there are several addresses, or the one that there is cannot be used
     */
    @Nullable
    ServiceAddress find(PoolDefinition pool, boolean main, PropertyErrors errors) {
        Boolean wanted = pool.settings().getConnectionDetails();
        if (Boolean.FALSE.equals(wanted) || (wanted == null && !main && pool.hasAddress())) {
            return null;
        }
        ServiceAddress address = read(pool, errors);
        if (address == null || (address.isOfProperties() && (pool.hasAddress() || !isWritten(pool.backend())))) {
            return null;
        }
        if (address.isCluster() != pool.isCluster()) {
            if (wanted == null && pool.hasAddress()) {
                LOG.info("Pool '{}' keeps its own address: {} is of another kind", pool.name(), address.source());
                return null;
            }
            throw otherKind(pool, address, errors);
        }
        LOG.info("Pool '{}' connects to what {} says", pool.name(), address.source());
        return address;
    }

    private @Nullable ServiceAddress read(PoolDefinition pool, PropertyErrors errors) {
        try {
            return switch (pool.backend()) {
                case MONGODB ->
                    firstPresent(
                            Source.of(
                                    "org.springframework.boot.autoconfigure.mongo.MongoConnectionDetails",
                                    b -> MongoDetails.find(b)),
                            Source.of(
                                    "org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails",
                                    b -> MongoDetailsBoot4.find(b)));
                case REDIS ->
                    firstPresent(
                            Source.of(
                                    "org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails",
                                    b -> RedisDetails.find(b)),
                            Source.of(
                                    "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails",
                                    b -> RedisDetailsBoot4.find(b)));
                case CUSTOM -> null;
            };
        } catch (NoUniqueBeanDefinitionException e) {
            throw errors.of(
                    "uri",
                    "several beans say where the server is: " + e.getBeanNamesFound(),
                    "Make one of them @Primary.");
        } catch (PoolConfigurationException e) {
            throw errors.of("uri", String.valueOf(e.getMessage()), "Correct the bean, or set the URI.");
        }
    }

    private @Nullable ServiceAddress firstPresent(Source... sources) {
        for (Source source : sources) {
            if (ClassUtils.isPresent(source.type(), null)) {
                return source.reader().apply(beans);
            }
        }
        return null;
    }

    private boolean isWritten(Backend backend) {
        List<String> properties = backend == Backend.MONGODB ? OF_MONGODB : OF_REDIS;
        return properties.stream().map(ConfigurationPropertyName::of).anyMatch(keys::isWritten);
    }

    /** What a pool is injected as was said before there were beans to ask. */
    private static PoolPropertyException otherKind(PoolDefinition pool, ServiceAddress address, PropertyErrors errors) {
        return address.isCluster()
                ? errors.of(
                        "cluster.max-total",
                        "%s names a cluster, and the pool is not one of a cluster".formatted(address.source()),
                        "Set %s, 0 for no limit: then it is a RedisClusterPool."
                                .formatted(pool.property("cluster.max-total")))
                : errors.of(
                        "cluster",
                        "the pool is one of a cluster, and %s names none".formatted(address.source()),
                        "Remove what is below cluster, or set cluster.nodes and connection-details to false.");
    }

    /**
     * One generation's reader.
     *
     * @param type what must be present
     */
    private record Source(String type, Function<ListableBeanFactory, @Nullable ServiceAddress> reader) {
        static Source of(String type, Function<ListableBeanFactory, @Nullable ServiceAddress> reader) {
            return new Source(type, reader);
        }
    }
}
