package io.earnorm.pool.spring;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.RetryPolicy;
import io.earnorm.pool.spring.SettingKeys.SettingKey;
import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What a pool uses of which only the address is set. */
final class BuiltIn {

    private final PoolConfig config;
    private final Resilience resilience;

    BuiltIn() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("earnorm.pool.redis.uri", "redis://host")));
        PoolDefinitions definitions = new PoolDefinitionsReader(environment).read();
        PoolDefinition pool = definitions.all().iterator().next();
        PoolLayers layers = new PoolLayers(definitions, pool, new ConfiguredKeys(environment));
        config = layers.config().build();
        resilience = ResilienceFactory.builder(
                        "redis", layers, new ResilienceRegistries(new StaticListableBeanFactory()))
                .build();
    }

    /** The value of a setting; null if nothing applies. */
    @Nullable
    Object value(SettingKey key) {
        String name = key.property().getName();
        if (key.owner() == SizeSettings.class || key.owner() == LifeSettings.class) {
            return read(config, name);
        }
        if (key.owner() == RetrySettings.class) {
            return name.equals("enabled")
                    ? resilience.hasRetry()
                    : read(RetryPolicy.builder().build(), name);
        }
        if (key.owner() == CircuitBreakerSettings.class) {
            return name.equals("enabled")
                    ? resilience.hasCircuitBreaker()
                    : read(CircuitBreakerPolicy.builder().build(), name);
        }
        Object value = new BeanWrapperImpl(BeanUtils.instantiateClass(key.rootType())).getPropertyValue(key.path());
        boolean none = value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof Collection<?> collection && collection.isEmpty();
        return none ? null : value;
    }

    private static Object read(Object values, String name) {
        try {
            return values.getClass().getMethod(name).invoke(values);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError("There is no value for " + name, e);
        }
    }
}
