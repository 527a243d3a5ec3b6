package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Pool;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.spring.FakeServer.Connection;
import io.earnorm.pool.spring.FakeServer.FakePool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class InjectionTest {

    private final ApplicationContextRunner application = Applications.withFakeBackend(new FakeServer());

    @Test
    void aSinglePoolIsInjectedByItsTypeAlone() {
        application
                .withPropertyValues(Applications.fakePools("sessions"))
                .withUserConfiguration(ByType.class)
                .run(context -> {
                    ByType bean = context.getBean(ByType.class);
                    assertThat(bean.pool.name()).isEqualTo("sessions");
                    assertThat(bean.generic).isSameAs(bean.pool);
                    assertThat(bean.wildcard).isSameAs(bean.pool);
                    assertThat(bean.config).isEqualTo(bean.pool.config());
                });
    }

    @Test
    void severalPoolsAreToldApartByQualifierAndByTheNameOfTheParameter() {
        application
                .withPropertyValues(Applications.fakePools("sessions", "order-cache"))
                .withUserConfiguration(ByName.class)
                .run(context -> {
                    ByName bean = context.getBean(ByName.class);
                    assertThat(bean.qualified.name()).isEqualTo("order-cache");
                    assertThat(bean.orderCachePool.name()).isEqualTo("order-cache");
                    assertThat(bean.sessionsPool.name()).isEqualTo("sessions");
                    assertThat(bean.config).isEqualTo(bean.sessionsPool.config());
                });
    }

    @Test
    void allPoolsAreInjectedAsMapByBeanNameAndAsList() {
        application
                .withPropertyValues(Applications.fakePools("sessions", "jobs"))
                .withUserConfiguration(All.class)
                .run(context -> {
                    All bean = context.getBean(All.class);
                    assertThat(bean.map).containsOnlyKeys("sessionsPool", "jobsPool");
                    assertThat(bean.list).extracting(Pool::name).containsExactlyInAnyOrder("sessions", "jobs");
                    assertThat(bean.typed).hasSize(2);
                });
    }

    @Test
    void thePrimaryPoolIsInjectedWhereNoneIsNamed() {
        application
                .withPropertyValues(Applications.fakePools("sessions", "jobs"))
                .withPropertyValues("earnorm.pool.custom.jobs.primary=true")
                .withUserConfiguration(ByType.class)
                .run(context -> {
                    assertThat(context.getBean(ByType.class).pool.name()).isEqualTo("jobs");
                    assertThat(context.getBean(ByType.class).config)
                            .isSameAs(context.getBean("jobsPoolConfig", PoolConfig.class));
                });
    }

    @Test
    void nothingIsPrimaryUnlessItSaysSo() {
        application
                .withPropertyValues(Applications.fakePools("sessions", "jobs"))
                .withUserConfiguration(ByType.class)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasMessageContaining("expected single matching bean but found 2: sessionsPool,jobsPool"));
    }

    @Test
    void aBeanOfTheApplicationWins() {
        application
                .withPropertyValues(Applications.fakePools("sessions", "jobs"))
                .withUserConfiguration(OwnBeans.class)
                .run(context -> {
                    assertThat(context.getBean("sessionsPool", Pool.class)
                                    .config()
                                    .maxSize())
                            .isEqualTo(3);
                    assertThat(context.getBean("jobsPool", Pool.class).config().maxSize())
                            .isEqualTo(4);
                });
    }

    @Test
    void conditionsOfLaterAutoConfigurationsSeeThePools() {
        ApplicationContextRunner runner = application.withConfiguration(AutoConfigurations.of(AfterPools.class));
        runner.withPropertyValues(Applications.fakePools("sessions"))
                .run(context -> assertThat(context).hasBean("sawPools"));
        runner.run(context -> assertThat(context).doesNotHaveBean("sawPools"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "off", "no"})
    void thereAreNoPoolsWhenTheyAreSwitchedOff(String off) {
        application
                .withPropertyValues(Applications.fakePools("sessions"))
                .withPropertyValues("earnorm.pool.enabled=" + off)
                .run(context -> assertThat(context).doesNotHaveBean(Pool.class).doesNotHaveBean(PoolConfig.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "on", "yes", ""})
    void thereArePoolsUnlessTheyAreSwitchedOff(String on) {
        application
                .withPropertyValues(Applications.fakePools("sessions"))
                .withPropertyValues("earnorm.pool.enabled=" + on)
                .run(context -> assertThat(context).hasSingleBean(Pool.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class ByType {
        @Autowired
        FakePool pool;

        @Autowired
        Pool<Connection> generic;

        @Autowired
        Pool<?> wildcard;

        @Autowired
        PoolConfig config;
    }

    @Configuration(proxyBeanMethods = false)
    static class ByName {
        @Autowired
        @Qualifier("order-cache")
        Pool<Connection> qualified;

        @Autowired
        FakePool orderCachePool;

        @Autowired
        Pool<Connection> sessionsPool;

        @Autowired
        @Qualifier("sessions")
        PoolConfig config;
    }

    @Configuration(proxyBeanMethods = false)
    static class All {
        @Autowired
        Map<String, Pool<?>> map;

        @Autowired
        List<Pool<?>> list;

        @Autowired
        List<FakePool> typed;
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnBeans {
        @Bean
        FakePool sessionsPool(FakeServer server) {
            PoolConfig config = PoolConfig.builder().maxSize(3).build();
            return server.create(io.earnorm.pool.PoolOptions.builder()
                    .name("own")
                    .config(config)
                    .build());
        }

        @Bean
        PoolConfig jobsPoolConfig() {
            return PoolConfig.builder().maxSize(4).build();
        }
    }

    @AutoConfiguration(after = PoolAutoConfiguration.class)
    @ConditionalOnBean(Pool.class)
    static class AfterPools {
        @Bean
        String sawPools() {
            return "yes";
        }
    }
}
