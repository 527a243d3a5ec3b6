package io.earnorm.pool;

import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The known backends, by name. Thread-safe. */
public final class PoolRegistry {

    private final Map<String, PoolBackend> backends = new ConcurrentHashMap<>();

    /** Creates a registry that knows the backends that {@link ServiceLoader} finds. */
    public PoolRegistry() {
        ServiceLoader.load(PoolBackend.class, PoolRegistry.class.getClassLoader())
                .forEach(this::register);
    }

    /** {@return the process-wide registry} */
    public static PoolRegistry global() {
        return Global.REGISTRY;
    }

    /**
     * Adds a backend.
     *
     * @param backend replaces the one of the same name, if any
     * @throws PoolConfigurationException if its name is blank
     */
    public void register(PoolBackend backend) {
        String name = backend.name();
        if (name.isBlank()) {
            throw new PoolConfigurationException(
                    "A backend's name must not be blank: " + backend.getClass().getName());
        }
        backends.put(name, backend);
    }

    /**
     * Adds a backend by what makes its pools, for example {@code CustomPool::new}.
     *
     * @param name the backend's name
     * @param factory makes a pool that is not started
     * @throws PoolConfigurationException if the name is blank
     */
    public void register(String name, Function<? super PoolOptions, ? extends Pool<?>> factory) {
        register(new FunctionBackend(name, factory));
    }

    /**
     * Finds a backend.
     *
     * @param name its name
     * @return the backend
     * @throws PoolConfigurationException if it is unknown; the message lists the known ones
     */
    public PoolBackend get(String name) {
        PoolBackend backend = backends.get(name);
        if (backend == null) {
            throw new PoolConfigurationException(
                    "Unknown backend '%s'. Known backends: %s. Register yours with PoolRegistry.register, or by ServiceLoader"
                            .formatted(name, String.join(", ", names())));
        }
        return backend;
    }

    /**
     * Whether a backend is known.
     *
     * @param name its name
     * @return whether {@link #get} would find it
     */
    public boolean exists(String name) {
        return backends.containsKey(name);
    }

    /** {@return the known names, sorted; a copy} */
    public Set<String> names() {
        return new TreeSet<>(backends.keySet());
    }

    private record FunctionBackend(String name, Function<? super PoolOptions, ? extends Pool<?>> factory)
            implements PoolBackend {
        @Override
        public Pool<?> create(PoolOptions options) {
            return factory.apply(options);
        }
    }

    /** Made on first use, so that the class path is searched only when somebody asks. */
    private static final class Global {
        static final PoolRegistry REGISTRY = new PoolRegistry();
    }
}
