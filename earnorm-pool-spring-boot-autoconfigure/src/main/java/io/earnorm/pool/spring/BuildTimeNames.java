package io.earnorm.pool.spring;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * An application that was processed ahead of time has the pools that it was built with, and no others: their names, what they
 * are, and which one is primary stand in its code. All else is read when it starts.
 */
final class BuildTimeNames {

    private static final String ACTION =
            "Build the application again with the properties that it runs with: which pools there are is fixed then.";

    private BuildTimeNames() {}

    /**
     * Compares what is configured with what is there.
     *
     * @throws PoolPropertyException if a configured pool has no bean, or one that is not what is configured, or no pool is
     *     wanted, or {@code enabled} is neither true nor false
     */
    static void check(PoolDefinitions definitions, ConfigurableListableBeanFactory beans, Environment environment) {
        if (!OnPoolsEnabled.isEnabled(environment)) {
            throw new PoolPropertyException(
                    null,
                    OnPoolsEnabled.PROPERTY.toString(),
                    null,
                    "it was not false when the application was processed ahead of time",
                    ACTION);
        }
        for (PoolDefinition pool : definitions.all()) {
            if (!beans.containsBean(pool.beanName())) {
                throw differs(
                        pool,
                        pool.prefix().toString(),
                        "the pool was not configured when the application was processed ahead of time");
            }
            if (beans.containsBeanDefinition(pool.beanName())) {
                compare(pool, beans);
            }
        }
    }

    private static void compare(PoolDefinition pool, ConfigurableListableBeanFactory beans) {
        BeanDefinition bean = beans.getBeanDefinition(pool.beanName());
        if (!PoolRegistrar.isMade(bean, pool.name())) {
            return; // The application's own.
        }
        Backend built = backend(beans.getType(pool.beanName(), false));
        if (built != null && built != pool.backend()) {
            throw differs(
                    pool,
                    pool.prefix().toString(),
                    "the pool was one of earnorm.pool.%s when the application was processed ahead of time"
                            .formatted(built.section()));
        }
        if (bean.isPrimary() != pool.settings().isPrimary()) {
            throw differs(
                    pool,
                    pool.property("primary").toString(),
                    "it was %s when the application was processed ahead of time".formatted(bean.isPrimary()));
        }
    }

    /** Not known of custom pools, and of clusters. */
    private static @Nullable Backend backend(@Nullable Class<?> type) {
        return Stream.of(Backend.values())
                .filter(backend -> backend.inTheBox() && type != null && backend.makes(type))
                .findFirst()
                .orElse(null);
    }

    /**
     * Finds the definition for a bean.
     *
     * @throws PoolPropertyException if the pool is not configured any more
     */
    static PoolDefinition find(PoolDefinitions definitions, String name) {
        PoolDefinition pool = definitions.find(name);
        if (pool == null) {
            throw new PoolPropertyException(
                    name,
                    PoolDefinitionsReader.ROOT.toString(),
                    null,
                    "the pool was configured when the application was processed ahead of time, and is not now",
                    ACTION);
        }
        return pool;
    }

    private static PoolPropertyException differs(PoolDefinition pool, String property, String reason) {
        return new PoolPropertyException(pool.name(), property, null, reason, ACTION);
    }
}
