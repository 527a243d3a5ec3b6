package io.earnorm.pool.spring;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolBackend;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolRegistry;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** Tells what pools will be, before there are any: by that they are injected. */
final class PoolTypes {

    private final BeanDefinitionRegistry registry;
    private final ClassLoader loader;
    private final ConfiguredKeys keys;

    PoolTypes(BeanDefinitionRegistry registry, ClassLoader loader, ConfiguredKeys keys) {
        this.registry = registry;
        this.loader = loader;
        this.keys = keys;
    }

    /**
     * The type of a pool.
     *
     * @throws PoolPropertyException if the driver of its backend is missing
     */
    ResolvableType of(PoolDefinition pool) {
        Backend backend = pool.backend();
        if (!backend.isDriverPresent(loader)) {
            throw missingDriver(pool);
        }
        if (pool.isCluster()) {
            return ResolvableType.forClass(backend.clusterType(loader));
        }
        if (backend.inTheBox()) {
            return ResolvableType.forClass(backend.poolType(loader));
        }
        Class<?> custom = backendClass(pool.backendName());
        return custom == null ? ResolvableType.forClass(Pool.class) : createdBy(custom);
    }

    /** A bean is found by its name here, because nothing may be instantiated yet to ask it for its own. */
    private @Nullable Class<?> backendClass(String name) {
        if (registry instanceof ListableBeanFactory beans) {
            for (String candidate : new String[] {name, name + "Backend", name + "PoolBackend"}) {
                if (beans.containsBeanDefinition(candidate) && beans.isTypeMatch(candidate, PoolBackend.class)) {
                    return beans.getType(candidate, false);
                }
            }
        }
        return PoolRegistry.global().exists(name)
                ? PoolRegistry.global().get(name).getClass()
                : null;
    }

    /** What {@code create} returns: backends may say more than {@code Pool<?>} there. */
    private static ResolvableType createdBy(Class<?> backend) {
        Method create = ClassUtils.getMethod(backend, "create", PoolOptions.class);
        ResolvableType type = ResolvableType.forMethodReturnType(BridgeMethodResolver.findBridgedMethod(create));
        return type.hasUnresolvableGenerics() ? ResolvableType.forClass(type.resolve(Pool.class)) : type;
    }

    private PoolPropertyException missingDriver(PoolDefinition pool) {
        String driver = pool.backend().driver();
        return new PoolPropertyException(
                pool.name(),
                pool.prefix().toString(),
                keys.find(pool.prefix()),
                "its driver, %s, is not on the class path".formatted(driver),
                "Add the dependency %s (Spring Boot manages its version), or remove %s."
                        .formatted(driver, pool.prefix()));
    }
}
