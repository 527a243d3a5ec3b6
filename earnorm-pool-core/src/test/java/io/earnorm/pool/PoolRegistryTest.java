package io.earnorm.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.exception.PoolConfigurationException;
import io.earnorm.pool.testing.ScriptedBackend;
import io.earnorm.pool.testing.ScriptedPool;
import org.junit.jupiter.api.Test;

/** Backends by name, and pools made by that name. */
class PoolRegistryTest {

    private static final String NAME = "registry-test";

    private final PoolRegistry registry = new PoolRegistry();

    @Test
    void aRegisteredBackendIsFoundByName() {
        PoolBackend backend = backend(NAME);

        registry.register(backend);

        assertThat(registry.exists(NAME)).isTrue();
        assertThat(registry.get(NAME)).isSameAs(backend);
        assertThat(registry.names()).contains(NAME);
    }

    @Test
    void aBackendMayBeRegisteredByWhatMakesItsPools() {
        registry.register(NAME, PoolRegistryTest::pool);

        assertThat(registry.get(NAME).name()).isEqualTo(NAME);
        try (Pool<?> pool = registry.get(NAME).create(PoolOptions.builder().build())) {
            assertThat(pool).isInstanceOf(ScriptedPool.class);
            assertThat(pool.state()).isEqualTo(PoolState.NEW);
        }
    }

    @Test
    void aLaterBackendReplacesTheOneOfTheSameName() {
        registry.register(backend(NAME));
        PoolBackend later = backend(NAME);

        registry.register(later);

        assertThat(registry.get(NAME)).isSameAs(later);
    }

    @Test
    void anUnknownBackendIsRefusedWithTheKnownOnes() {
        registry.register(backend("zebra"));
        registry.register(backend("aardvark"));

        assertThat(registry.exists("nosuch")).isFalse();
        assertThatThrownBy(() -> registry.get("nosuch"))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("'nosuch'")
                .hasMessageContaining(String.join(", ", registry.names()))
                .hasMessageMatching(".*aardvark.*zebra.*");
    }

    @Test
    void aBlankNameIsRefused() {
        assertThatThrownBy(() -> registry.register(backend(" "))).isInstanceOf(PoolConfigurationException.class);
        assertThatThrownBy(() -> registry.register("", PoolRegistryTest::pool))
                .isInstanceOf(PoolConfigurationException.class);
    }

    @Test
    void theNamesAreACopy() {
        registry.names().clear();
        registry.register(backend(NAME));

        registry.names().clear();

        assertThat(registry.names()).contains(NAME);
    }

    @Test
    void registriesAreIndependent() {
        registry.register(backend("only-here"));

        assertThat(new PoolRegistry().exists("only-here")).isFalse();
        assertThat(PoolRegistry.global().exists("only-here")).isFalse();
        assertThat(PoolRegistry.global()).isSameAs(PoolRegistry.global());
    }

    @Test
    void theFactoryMakesPoolsOfTheGlobalRegistry() {
        PoolRegistry.global().register(NAME, PoolRegistryTest::pool);
        PoolOptions options = PoolOptions.builder().build();

        try (Pool<?> pool = PoolFactory.create(NAME, options);
                ScriptedPool typed = PoolFactory.create(NAME, options, ScriptedPool.class)) {
            assertThat(pool).isInstanceOf(ScriptedPool.class);
            assertThat(typed.state()).isEqualTo(PoolState.NEW);
        }
    }

    @Test
    void theFactoryRefusesAnUnknownBackend() {
        assertThatThrownBy(
                        () -> PoolFactory.create("nosuch", PoolOptions.builder().build()))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("'nosuch'");
    }

    @Test
    void theFactoryRefusesAPoolOfAnotherTypeAndClosesIt() {
        ScriptedPool[] made = new ScriptedPool[1];
        PoolRegistry.global().register(NAME, options -> made[0] = pool(options));

        assertThatThrownBy(() -> PoolFactory.create(NAME, PoolOptions.builder().build(), OtherPool.class))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining(NAME)
                .hasMessageContaining(ScriptedPool.class.getName())
                .hasMessageContaining(OtherPool.class.getName());

        assertThat(made[0].state()).isEqualTo(PoolState.CLOSED);
    }

    /** What nobody makes. */
    private abstract static class OtherPool implements Pool<Object> {}

    private static ScriptedPool pool(PoolOptions options) {
        return new ScriptedPool(options.config(), new ScriptedBackend());
    }

    private static PoolBackend backend(String name) {
        return new PoolBackend() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Pool<?> create(PoolOptions options) {
                return pool(options);
            }
        };
    }
}
