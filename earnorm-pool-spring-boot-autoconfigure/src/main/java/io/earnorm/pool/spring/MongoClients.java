package io.earnorm.pool.spring;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.earnorm.pool.mongodb.MongoPool;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Publishes the client and the database of each MongoDB pool, so that there is one client: without a bean of this type, Spring Boot
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

    /** The database of the pool with a bean name, by its client. */
    MongoDatabase database(String poolBeanName) {
        return client(poolBeanName)
                .getDatabase(beans.getBean(poolBeanName, MongoPool.class).database());
    }

    /** Registers beans for the client and the database of each MongoDB pool, made when somebody wants them. */
    static void register(
            PoolDefinitions definitions, BeanDefinitionRegistry registry, ClassLoader loader, ConfiguredKeys keys) {
        if (hasOther(registry, loader, keys)) {
            return;
        }
        boolean databases = !hasBean(MongoDatabase.class.getName(), registry, loader);
        for (PoolDefinition pool : definitions.all()) {
            if (pool.backend() == Backend.MONGODB) {
                register("client", MongoClient.class, pool, registry);
                if (databases) {
                    register("database", MongoDatabase.class, pool, registry);
                }
            }
        }
        if (!registry.containsBeanDefinition(BEAN_NAME)) {
            RootBeanDefinition factory = new RootBeanDefinition(MongoClients.class);
            factory.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
            registry.registerBeanDefinition(BEAN_NAME, factory);
        }
    }

    private static void register(
            String factoryMethod, Class<?> type, PoolDefinition pool, BeanDefinitionRegistry registry) {
        String name = pool.beanName().replaceFirst("Pool$", type.getSimpleName());
        if (!registry.containsBeanDefinition(name)) {
            RootBeanDefinition bean = PoolRegistrar.made(factoryMethod, BEAN_NAME, pool.beanName(), pool);
            bean.setTargetType(ResolvableType.forClass(type));
            bean.setLazyInit(true);
            registry.registerBeanDefinition(name, bean);
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
