package io.earnorm.pool.spring;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.resilience.ResilienceBuilder;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Makes the pools and their configs; {@link PoolRegistrar} says which. */
final class PoolBeans {

    static final String BEAN_NAME = "earnormPoolBeans";

    private final ConfigurableListableBeanFactory beans;
    private final ConfiguredKeys keys;
    private final PoolDefinitions definitions;

    PoolBeans(ConfigurableListableBeanFactory beans, Environment environment) {
        this.beans = beans;
        this.keys = new ConfiguredKeys(environment);
        this.definitions = new PoolDefinitionsReader(environment).read();
        BuildTimeNames.check(definitions, beans, environment);
    }

    /** The property that sets something for a pool; empty for a pool that is a bean of the application. */
    Optional<String> where(String name, String setting) {
        return Optional.ofNullable(definitions.find(name))
                .map(pool -> new PropertyErrors(pool, new PoolLayers(definitions, pool, keys), keys))
                .map(properties -> properties.where(setting).toString());
    }

    /** The settings of a pool: {@code <name>PoolConfig}. */
    PoolConfig config(String name) {
        PoolDefinition pool = BuildTimeNames.find(definitions, name);
        PoolLayers layers = new PoolLayers(definitions, pool, keys);
        PoolConfig.Builder config = layers.config();
        customizers(PoolConfigCustomizer.class).forEach(customizer -> customizer.customize(name, config));
        try {
            return config.build();
        } catch (PoolConfigurationException e) {
            throw new PropertyErrors(pool, layers, keys).refused(e);
        }
    }

    /** A pool, not started: {@code <name>Pool}. */
    Pool<?> pool(String name) {
        return make(
                name,
                (pool, options, errors) ->
                        new Backends(beans).find(pool, errors).create(options));
    }

    /** Collects what a pool connects to, lets it be made, and says what is wrong in the words of the properties. */
    <P extends ManagedPool> P make(String name, Maker<P> maker) {
        PoolDefinition pool = BuildTimeNames.find(definitions, name);
        PoolLayers layers = new PoolLayers(definitions, pool, keys);
        PropertyErrors errors = new PropertyErrors(pool, layers, keys);
        PoolConfig config = beans.getBean(pool.configBeanName(), PoolConfig.class);
        ServiceAddress service = new ServiceAddresses(beans, keys).find(pool, definitions.isMain(pool), errors);
        OptionsFactory options = new OptionsFactory(pool, layers, errors, beans, service);
        try {
            PoolOptions.Builder builder = options.builder(config);
            if (!pool.isCluster()) {
                builder.resilience(resilience(name, layers));
            }
            customizers(PoolOptionsCustomizer.class).forEach(customizer -> customizer.customize(name, builder));
            return options.keepCurrent(maker.make(pool, options.complete(builder), errors));
        } catch (PoolConfigurationException e) {
            throw errors.refused(e);
        }
    }

    private Resilience resilience(String name, PoolLayers layers) {
        ResilienceRegistries registries = new ResilienceRegistries(beans);
        ResilienceBuilder builder = ResilienceFactory.builder(name, layers, registries);
        customizers(PoolResilienceCustomizer.class).forEach(customizer -> customizer.customize(name, builder));
        Resilience resilience = builder.build();
        registries.add(resilience);
        return resilience;
    }

    private <T> Stream<T> customizers(Class<T> type) {
        return beans.getBeanProvider(type).orderedStream();
    }

    /** Makes one kind of pool. */
    @FunctionalInterface
    interface Maker<P extends ManagedPool> {
        P make(PoolDefinition pool, PoolOptions options, PropertyErrors errors);
    }
}
