package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolFactory;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolRegistry;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RedisBackendTest {

    @Test
    void theBackendIsFoundByItsName() {
        assertThat(PoolRegistry.global().exists("redis")).isTrue();
        PoolOptions options =
                PoolOptions.builder().name("cache").uri("redis://localhost").build();

        try (RedisPool pool = PoolFactory.create("redis", options, RedisPool.class);
                Pool<?> untyped = new RedisBackend().create(options)) {
            assertThat(pool.name()).isEqualTo("cache");
            assertThat(pool.backend()).isEqualTo("redis");
            assertThat(untyped).isInstanceOf(RedisPool.class);
        }
    }

    @Test
    void wrongOptionsAreRefusedBeforeAnythingIsMade() {
        PoolOptions options =
                PoolOptions.builder().uri("redis://:hunter2@host:x").build();

        assertThatThrownBy(() -> PoolFactory.create("redis", options))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("port")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void withoutJedisTheBackendLoadsAndNamesTheMissingDependency() throws Exception {
        try (URLClassLoader withoutJedis = classPathWithout("jedis")) {
            Class<?> optionsType = withoutJedis.loadClass(PoolOptions.class.getName());
            Object builder = optionsType.getMethod("builder").invoke(null);
            Object options = builder.getClass().getMethod("build").invoke(builder);
            Method create =
                    withoutJedis.loadClass(PoolFactory.class.getName()).getMethod("create", String.class, optionsType);

            assertThatThrownBy(() -> create.invoke(null, "redis", options))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("redis.clients:jedis")
                    .satisfies(failure -> assertThat(failure.getClass().getName())
                            .isEqualTo(PoolConfigurationException.class.getName()));
        }
    }

    /** The class path of the tests again, apart from them, without one library. */
    private static URLClassLoader classPathWithout(String library) {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !entry.getFileName().toString().startsWith(library))
                .map(RedisBackendTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(rest, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
