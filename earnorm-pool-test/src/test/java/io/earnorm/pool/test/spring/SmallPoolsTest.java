package io.earnorm.pool.test.spring;

import static io.earnorm.pool.test.PoolAssertions.assertThatPool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.Lease;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.spring.PoolConfigCustomizer;
import io.earnorm.pool.test.FakeBackend;
import io.earnorm.pool.test.FakeBackend.FakePool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestContextManager;

/** Runs test classes as a test framework does, and looks at what they leave behind. */
class SmallPoolsTest {

    private static final String POOL = "earnorm.pool.custom.jobs.type=fake";

    private static final FakeBackend<Object> SERVER = new FakeBackend<>("fake", Object::new);

    @Test
    void contextsThatAreKeptHoldNoConnections() throws Exception {
        for (Class<?> testClass : List.of(One.class, Two.class, Three.class)) {
            TestContextManager manager = new TestContextManager(testClass);
            FakePool<?> pool = begin(manager, testClass);
            List<Lease<?>> leases = new ArrayList<>();
            for (int lease = 0; lease < pool.config().maxSize(); lease++) {
                leases.add(pool.acquire());
            }
            leases.forEach(Lease::close);
            assertThat(SERVER.openConnections()).isEqualTo(leases.size());
            manager.afterTestClass();
            await().untilAsserted(() -> assertThatPool(pool).hasConnections(0));
            assertThat(SERVER.openConnections()).isZero();
            assertThat(((ConfigurableApplicationContext)
                                    manager.getTestContext().getApplicationContext())
                            .isActive())
                    .isTrue();
        }
    }

    @Test
    void eachPoolIsAsSmallAsTheTestWantsUnlessItIsSmallerAnyway() throws Exception {
        FakePool<?> four = begin(new TestContextManager(One.class), One.class);
        assertThat(four.config().maxSize()).isEqualTo(4);
        assertThat(four.config().minSize()).isZero();
        assertThat(four.config().drainTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(begin(new TestContextManager(Two.class), Two.class).config().maxSize())
                .isEqualTo(2);
        assertThat(begin(new TestContextManager(Three.class), Three.class)
                        .config()
                        .maxSize())
                .isEqualTo(1);
    }

    @Test
    void theTestHasTheLastWordAlsoOverWhatTheApplicationSaysInCode() throws Exception {
        for (Class<?> testClass : List.of(Customized.class, WithItsOwnConfig.class)) {
            FakePool<?> pool = begin(new TestContextManager(testClass), testClass);
            assertThat(pool.config().maxSize()).isEqualTo(4);
            assertThat(pool.config().minSize()).isZero();
        }
    }

    @Test
    void nestedAndDerivedTestsAreLikeTheirClass() {
        assertThat(SmallPoolsFactory.find(Two.Derived.class)).isNotNull();
        assertThat(SmallPoolsFactory.find(One.Nested.class)).isNotNull();
        assertThat(SmallPoolsFactory.find(SmallPoolsTest.class)).isNull();
    }

    @Test
    void aTestThatLeavesALeaseBehindFailsWhereThatIsWanted() throws Exception {
        TestContextManager manager = new TestContextManager(Two.class);
        try (Lease<?> forgotten = begin(manager, Two.class).acquire()) {
            assertThatThrownBy(() -> endTest(manager, Two.class))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("pool 'jobs'")
                    .hasMessageContaining("connection " + forgotten.id());
        }
        endTest(manager, Two.class);
        manager.afterTestClass();
    }

    @Test
    void leasesAreNobodysBusinessOtherwise() throws Exception {
        TestContextManager manager = new TestContextManager(One.class);
        try (Lease<?> held = begin(manager, One.class).acquire()) {
            endTest(manager, One.class);
            assertThat(held.id()).isPositive();
        }
        manager.afterTestClass();
    }

    private static FakePool<?> begin(TestContextManager manager, Class<?> testClass) throws Exception {
        manager.beforeTestClass();
        manager.prepareTestInstance(testClass.getDeclaredConstructor().newInstance());
        return manager.getTestContext().getApplicationContext().getBean(FakePool.class);
    }

    private static void endTest(TestContextManager manager, Class<?> testClass) throws Exception {
        Object test = testClass.getDeclaredConstructor().newInstance();
        manager.afterTestMethod(test, testClass.getDeclaredMethod("test"), null);
    }

    @SpringBootTest(
            classes = Application.class,
            properties = {POOL, "earnorm.pool.custom.jobs.min-size=2"})
    @AutoConfigureEarnormPools
    static class One {

        void test() {}

        @org.junit.jupiter.api.Nested
        class Nested {}
    }

    @SpringBootTest(classes = Application.class, properties = POOL)
    @AutoConfigureEarnormPools(maxSize = 2, checkLeases = true)
    static class Two {

        void test() {}

        static class Derived extends Two {}
    }

    @SpringBootTest(
            classes = Application.class,
            properties = {POOL, "earnorm.pool.custom.jobs.max-size=1"})
    @AutoConfigureEarnormPools
    static class Three {}

    @SpringBootTest(
            classes = {Application.class, Customizer.class},
            properties = POOL)
    @AutoConfigureEarnormPools
    static class Customized {}

    @SpringBootTest(
            classes = {Application.class, OwnConfig.class},
            properties = POOL)
    @AutoConfigureEarnormPools
    static class WithItsOwnConfig {}

    @Configuration(proxyBeanMethods = false)
    static class Customizer {
        @Bean
        PoolConfigCustomizer sizes() {
            return (pool, config) -> config.minSize(5).maxSize(7);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnConfig {
        @Bean
        PoolConfig jobsPoolConfig() {
            return PoolConfig.builder().minSize(5).maxSize(7).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        FakeBackend<Object> fakeBackend() {
            return SERVER;
        }
    }
}
