package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolRegistry;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

class MongoBackendTest {

    @Test
    void isFoundByServiceLoader() {
        assertThat(new PoolRegistry().get("mongodb")).isInstanceOf(MongoBackend.class);
    }

    @Test
    void isFoundWithoutTheDriverAndNamesItWhenItIsNeeded() throws Exception {
        ClassLoader withoutDriver = new WithoutDriver();
        Class<?> registry = withoutDriver.loadClass(PoolRegistry.class.getName());
        Object backend = registry.getMethod("get", String.class)
                .invoke(registry.getConstructor().newInstance(), "mongodb");
        Class<?> options = withoutDriver.loadClass(PoolOptions.class.getName());
        Object builder = options.getMethod("builder").invoke(null);
        Object built = builder.getClass().getMethod("build").invoke(builder);

        Throwable refusal = catchThrowable(
                () -> backend.getClass().getMethod("create", options).invoke(backend, built));

        assertThat(refusal).isInstanceOf(InvocationTargetException.class);
        assertThat(refusal.getCause().getClass().getName()).isEqualTo(PoolConfigurationException.class.getName());
        assertThat(refusal.getCause()).hasMessageContaining("org.mongodb:mongodb-driver-sync");
    }

    /** Loads this library anew, and nothing of the driver. */
    private static final class WithoutDriver extends ClassLoader {

        WithoutDriver() {
            super(MongoBackendTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.mongodb.") || name.startsWith("org.bson.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.earnorm.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
