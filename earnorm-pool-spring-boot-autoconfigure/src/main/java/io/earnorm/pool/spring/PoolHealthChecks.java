package io.earnorm.pool.spring;

import io.earnorm.pool.HealthCheck;
import io.earnorm.pool.Pool;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * Gives pools the application's checks: each to the pools whose connections it takes; one with a qualifier only to the pool of
 * that name. Before anything is started.
 */
final class PoolHealthChecks implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;

    PoolHealthChecks(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    @SuppressWarnings("rawtypes") // Beans are looked for by their class.
    public void afterSingletonsInstantiated() {
        Map<String, HealthCheck> checks = beans.getBeansOfType(HealthCheck.class);
        if (!checks.isEmpty()) {
            beans.getBeansOfType(Pool.class, false, true)
                    .forEach((poolName, pool) -> checks.forEach((name, check) -> add(check, name, pool, poolName)));
        }
    }

    @SuppressWarnings("unchecked") // It takes the pool's connections.
    private void add(HealthCheck<?> check, String name, Pool<?> pool, String poolName) {
        Qualifier qualifier = beans.findAnnotationOnBean(name, Qualifier.class);
        boolean wanted = qualifier == null || qualifier.value().equals(pool.name());
        if (wanted
                && connections(name, check, HealthCheck.class)
                        .isAssignableFrom(connections(poolName, pool, Pool.class))) {
            ((Pool<Object>) pool).addHealthCheck((HealthCheck<Object>) check);
        }
    }

    /** As the class says, or else the method that makes the bean. */
    private ResolvableType connections(String name, Object bean, Class<?> type) {
        ResolvableType ofClass =
                ResolvableType.forClass(bean.getClass()).as(type).getGeneric(0);
        if (ofClass.resolve() != null || !beans.containsBeanDefinition(name)) {
            return ofClass;
        }
        return beans.getMergedBeanDefinition(name).getResolvableType().as(type).getGeneric(0);
    }
}
