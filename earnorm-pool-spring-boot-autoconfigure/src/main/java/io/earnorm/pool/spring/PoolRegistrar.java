package io.earnorm.pool.spring;

import io.earnorm.pool.config.PoolConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConstructorArgumentValues.ValueHolder;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers the beans of each pool: early enough for conditions to see them, with the type that they are
 * injected by, and with a factory method instead of an instance, so that they can be processed ahead of time.
 */
final class PoolRegistrar implements ImportBeanDefinitionRegistrar {

    private static final Logger LOG = LoggerFactory.getLogger(PoolRegistrar.class);

    private final Environment environment;
    private final ClassLoader loader;

    PoolRegistrar(Environment environment, ClassLoader loader) {
        this.environment = environment;
        this.loader = loader;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        PoolDefinitions definitions = new PoolDefinitionsReader(environment).read();
        registry.registerBeanDefinition(PropertiesFactory.BEAN_NAME, infrastructure(PropertiesFactory.class));
        registry.registerBeanDefinition(PoolBeans.BEAN_NAME, infrastructure(PoolBeans.class));
        ConfiguredKeys keys = new ConfiguredKeys(environment);
        PoolTypes types = new PoolTypes(registry, loader, keys);
        for (PoolDefinition pool : definitions.all()) {
            ResolvableType type = types.of(pool);
            register(pool.configBeanName(), ResolvableType.forClass(PoolConfig.class), "config", pool, registry);
            register(pool.beanName(), type, "pool", pool, registry);
        }
        if (definitions.all().stream().anyMatch(PoolDefinition::isCluster)) {
            registry.registerBeanDefinition(RedisClusters.BEAN_NAME, infrastructure(RedisClusters.class));
        }
        if (definitions.all().stream().anyMatch(pool -> pool.backend() == Backend.MONGODB)) {
            MongoClients.register(definitions, registry, loader, keys);
        }
    }

    private static void register(
            String beanName,
            ResolvableType type,
            String factoryMethod,
            PoolDefinition pool,
            BeanDefinitionRegistry registry) {
        if (registry.containsBeanDefinition(beanName)) {
            LOG.debug("The application has a bean '{}' of its own: {} makes none", beanName, pool.prefix());
            return;
        }
        boolean cluster = pool.isCluster() && factoryMethod.equals("pool");
        RootBeanDefinition bean = cluster
                ? made("cluster", RedisClusters.BEAN_NAME, pool.name(), pool)
                : made(factoryMethod, PoolBeans.BEAN_NAME, pool.name(), pool);
        bean.setTargetType(type);
        registry.registerBeanDefinition(beanName, bean);
    }

    /** A bean made by a method of another, with a text as its argument, and the pool's name as qualifier. */
    static RootBeanDefinition made(String factoryMethod, String factoryBean, String argument, PoolDefinition pool) {
        RootBeanDefinition bean = new RootBeanDefinition();
        bean.setFactoryBeanName(factoryBean);
        bean.setFactoryMethodName(factoryMethod);
        bean.getConstructorArgumentValues().addIndexedArgumentValue(0, argument);
        bean.addQualifier(new AutowireCandidateQualifier(Qualifier.class, pool.name()));
        bean.setPrimary(pool.settings().isPrimary());
        bean.setResourceDescription(pool.prefix().toString());
        return bean;
    }

    /** Whether a bean is made for a pool, and not by the application. Also of code that was generated ahead of time. */
    static boolean isMade(BeanDefinition bean, String pool) {
        ValueHolder argument = bean.getConstructorArgumentValues().getIndexedArgumentValue(0, null);
        return argument != null && pool.equals(argument.getValue());
    }

    private static RootBeanDefinition infrastructure(Class<?> type) {
        RootBeanDefinition bean = new RootBeanDefinition(type);
        bean.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        return bean;
    }
}
