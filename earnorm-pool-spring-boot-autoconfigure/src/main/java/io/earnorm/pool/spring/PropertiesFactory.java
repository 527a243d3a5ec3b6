package io.earnorm.pool.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Publishes what is written below {@code earnorm.pool}, for the {@code configprops} endpoint. A factory,
 * because Spring Boot would bind any other bean of the type itself, and does not know the short form.
 */
final class PropertiesFactory implements FactoryBean<EarnormPoolProperties>, EnvironmentAware {

    static final String BEAN_NAME = "earnorm.pool-" + EarnormPoolProperties.class.getName();

    private Environment environment = new StandardEnvironment();

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public EarnormPoolProperties getObject() {
        PoolDefinitions definitions = new PoolDefinitionsReader(environment).read();
        EarnormPoolProperties properties = new EarnormPoolProperties();
        properties.setDefaults(definitions.defaults());
        properties.setTemplates(definitions.templates());
        for (PoolDefinition pool : definitions.all()) {
            switch (pool.backend()) {
                case MONGODB -> properties.getMongodb().put(pool.name(), pool.settings());
                case REDIS -> properties.getRedis().put(pool.name(), (RedisPoolSettings) pool.settings());
                case CUSTOM -> properties.getCustom().put(pool.name(), (CustomPoolSettings) pool.settings());
            }
        }
        return properties;
    }

    @Override
    public @Nullable Class<?> getObjectType() {
        return EarnormPoolProperties.class;
    }
}
