package io.earnorm.pool.spring;

import com.mongodb.client.MongoClient;
import io.earnorm.pool.mongodb.MongoPool;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Publishes the client of each MongoDB pool, so that there is one client: without a bean of this type, Spring Boot
 * makes one of its own, which dials localhost. Steps aside for an application that has, or configures, another.
 * Only to be touched when the driver is present.
 */
final class MongoClients {

    private static final String BEAN_NAME = "earnormMongoClients";

    /** Where Spring Boot 3 and 4 look for the address of their own client. */
    private static final String[] OTHERS_PREFIXES = {"spring.data.mongodb", "spring.mongodb"};

    private static final String[] OTHERS_DETAILS = {
        "org.springframework.boot.autoconfigure.mongo.MongoConnectionDetails",
        "org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails"
    };

    private final ListableBeanFactory beans;

    MongoClients(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** The client of the pool with a bean name. Closing it does nothing. */
    MongoClient client(String poolBeanName) {
        return beans.getBean(poolBeanName, MongoPool.class).client();
    }

    /** Registers a bean for the client of each MongoDB pool, made when somebody wants it. */
    static void register(
            PoolDefinitions definitions, BeanDefinitionRegistry registry, ClassLoader loader, ConfiguredKeys keys) {
        if (hasOther(registry, loader, keys)) {
            return;
        }
        for (PoolDefinition pool : definitions.all()) {
            String name = pool.beanName().replaceFirst("Pool$", "MongoClient");
            if (pool.backend() == Backend.MONGODB && !registry.containsBeanDefinition(name)) {
                RootBeanDefinition client = PoolRegistrar.made("client", BEAN_NAME, pool.beanName(), pool);
                client.setTargetType(ResolvableType.forClass(MongoClient.class));
                client.setLazyInit(true);
                registry.registerBeanDefinition(name, client);
            }
        }
        if (!registry.containsBeanDefinition(BEAN_NAME)) {
            RootBeanDefinition factory = new RootBeanDefinition(MongoClients.class);
            factory.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
            registry.registerBeanDefinition(BEAN_NAME, factory);
        }
    }

    private static boolean hasOther(BeanDefinitionRegistry registry, ClassLoader loader, ConfiguredKeys keys) {
        for (String prefix : OTHERS_PREFIXES) {
            ConfigurationPropertyName parent = ConfigurationPropertyName.of(prefix);
            if (keys.find(parent.append("uri")) != null || keys.find(parent.append("host")) != null) {
                return true;
            }
        }
        return hasBean(MongoClient.class.getName(), registry, loader)
                || hasBean(OTHERS_DETAILS[0], registry, loader)
                || hasBean(OTHERS_DETAILS[1], registry, loader);
    }

    private static boolean hasBean(String type, BeanDefinitionRegistry registry, ClassLoader loader) {
        return registry instanceof ListableBeanFactory beans
                && ClassUtils.isPresent(type, loader)
                && beans.getBeanNamesForType(ClassUtils.resolveClassName(type, loader), true, false).length > 0;
    }
}
