package io.earnorm.pool.spring;

import io.earnorm.pool.PoolBackend;
import io.earnorm.pool.PoolRegistry;
import java.util.TreeSet;
import org.springframework.beans.factory.ListableBeanFactory;

/** The backends that the application knows: its beans first, then the process-wide registry. */
final class Backends {

    private final ListableBeanFactory beans;

    Backends(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Finds the backend of a pool.
     *
     * @throws PoolPropertyException if nobody knows it
     */
    PoolBackend find(PoolDefinition pool, PropertyErrors errors) {
        String name = pool.backendName();
        return beans.getBeanProvider(PoolBackend.class)
                .orderedStream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseGet(() -> registered(name, errors));
    }

    private PoolBackend registered(String name, PropertyErrors errors) {
        PoolRegistry registry = PoolRegistry.global();
        if (!registry.exists(name)) {
            TreeSet<String> known = new TreeSet<>(registry.names());
            beans.getBeanProvider(PoolBackend.class).forEach(backend -> known.add(backend.name()));
            throw errors.of(
                    "type",
                    "there is no backend '%s'; there are: %s".formatted(name, String.join(", ", known)),
                    "Define a PoolBackend bean of this name, or register it with PoolRegistry.global() or by ServiceLoader.");
        }
        PoolBackend backend = registry.get(name);
        return isMongoDb(backend) ? new MongoPools(beans) : backend;
    }

    /** By its name, because its driver is optional. */
    private static boolean isMongoDb(PoolBackend backend) {
        return backend.getClass().getName().equals("io.earnorm.pool.mongodb.MongoBackend");
    }
}
