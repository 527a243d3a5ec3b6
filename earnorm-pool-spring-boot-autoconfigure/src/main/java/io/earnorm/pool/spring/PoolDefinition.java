package io.earnorm.pool.spring;

import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.StringUtils;

/**
 * One pool, as it is written.
 *
 * @param name the pool's name
 * @param backend the section that it stands in
 * @param prefix what its keys begin with
 * @param settings what is set for this pool alone
 */
record PoolDefinition(String name, Backend backend, ConfigurationPropertyName prefix, NamedPoolSettings settings) {

    private static final Pattern WORD_BREAK = Pattern.compile("[-_]+([A-Za-z0-9]?)");

    /** The name of the backend that makes the pool: for a custom pool without a type, its own name. */
    String backendName() {
        if (settings instanceof CustomPoolSettings custom) {
            String type = custom.getType();
            return type == null ? name : type;
        }
        return backend.section();
    }

    /** Whether it says itself where its servers are. */
    boolean hasAddress() {
        return settings.getUri() != null
                || (settings instanceof RedisPoolSettings redis
                        && (redis.getSentinel().isSet()
                                || !redis.getCluster().getNodes().isEmpty()));
    }

    /** Whether it is a pool of a Redis cluster, which is another class. */
    boolean isCluster() {
        return settings instanceof RedisPoolSettings redis
                && (redis.getCluster().isSet() || ClusterOptions.isCluster(redis.getUri()));
    }

    /** {@code orderCachePool} for a pool named {@code order-cache}. */
    String beanName() {
        return camelCase(name) + "Pool";
    }

    /** {@code orderCachePoolConfig} for a pool named {@code order-cache}. */
    String configBeanName() {
        return beanName() + "Config";
    }

    /** The full name of one of its settings. */
    ConfigurationPropertyName property(String setting) {
        return prefix.append(setting);
    }

    private static String camelCase(String name) {
        String joined =
                WORD_BREAK.matcher(name).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
        return StringUtils.uncapitalize(joined);
    }
}
