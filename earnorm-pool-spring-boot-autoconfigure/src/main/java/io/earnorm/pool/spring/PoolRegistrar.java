package io.earnorm.pool.spring;

import io.earnorm.pool.config.PoolConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
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
        PoolTypes types = new PoolTypes(registry, loader, new ConfiguredKeys(environment));
        for (PoolDefinition pool : definitions.all()) {
            ResolvableType type = types.of(pool);
            register(pool.configBeanName(), ResolvableType.forClass(PoolConfig.class), "config", pool, registry);
            register(pool.beanName(), type, "pool", pool, registry);
        }
    }

    private void register(
            String beanName,
            ResolvableType type,
            String factoryMethod,
            PoolDefinition pool,
            BeanDefinitionRegistry registry) {
        if (registry.containsBeanDefinition(beanName)) {
            LOG.debug("The application has a bean '{}' of its own: {} makes none", beanName, pool.prefix());
            return;
        }
        RootBeanDefinition bean = new RootBeanDefinition();
        bean.setTargetType(type);
        bean.setFactoryBeanName(PoolBeans.BEAN_NAME);
        bean.setFactoryMethodName(factoryMethod);
        bean.getConstructorArgumentValues().addIndexedArgumentValue(0, pool.name());
        bean.addQualifier(new AutowireCandidateQualifier(Qualifier.class, pool.name()));
        bean.setPrimary(pool.settings().isPrimary());
        bean.setResourceDescription(pool.prefix().toString());
        registry.registerBeanDefinition(beanName, bean);
    }

    private static RootBeanDefinition infrastructure(Class<?> type) {
        RootBeanDefinition bean = new RootBeanDefinition(type);
        bean.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        return bean;
    }
}
