package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.earnorm.pool.Pool;
import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.spring.actuate.PoolHealthAutoConfiguration;
import io.earnorm.pool.spring.actuate.PoolHealthBoot4AutoConfiguration;
import io.earnorm.pool.spring.actuate.PoolMetricsAutoConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.DefaultResourceLoader;

/** Whole applications, and what Spring Boot prints when they do not start. */
final class StartFailureApplications {

    private static final Pattern TEXT = Pattern.compile(
            "APPLICATION FAILED TO START\n\\*+\n\n(Description:\n\n.*?\n\nAction:\n\n[^\n]*)\n", Pattern.DOTALL);

    private StartFailureApplications() {}

    /** Starts one, and returns what a person reads. */
    static String text(StartFailure failure, CapturedOutput output) {
        int before = output.getAll().length();
        assertThat(catchThrowable(() -> run(failure)))
                .as("%s: the application started", failure.title())
                .isNotNull();
        Matcher text = TEXT.matcher(output.getAll().substring(before).replace("\r\n", "\n"));
        assertThat(text.find()).as("%s: nothing was analyzed", failure.title()).isTrue();
        return text.group(1);
    }

    private static void run(StartFailure failure) {
        List<Class<?>> sources = new ArrayList<>(failure.configurations());
        sources.add(Base.class);
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(WebApplicationType.NONE);
        if (!failure.missing().isEmpty()) {
            application.resourceLoader(new DefaultResourceLoader(new FilteredClassLoader(failure.missing())));
        }
        application
                .run(failure.properties().stream()
                        .map(property -> "--" + property)
                        .toArray(String[]::new))
                .close();
    }

    /** Pools, and a backend without a server. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(PoolAutoConfiguration.class)
    static class Base {

        @Bean
        FakeServer fakeBackend(Environment environment) {
            FakeServer server = new FakeServer();
            if (environment.containsProperty("server-is-down")) {
                server.stop();
            }
            return server;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(SslAutoConfiguration.class)
    static class Ssl {}

    /** Of both generations; one is active. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        PoolHealthAutoConfiguration.class,
        PoolHealthBoot4AutoConfiguration.class,
        PoolMetricsAutoConfiguration.class
    })
    static class Actuator {}

    @Configuration(proxyBeanMethods = false)
    static class Checkout {
        @Autowired
        RedisPool pool;
    }

    @Configuration(proxyBeanMethods = false)
    static class Report {
        @Autowired
        Pool<?> pool;
    }

    /** As if the application had been processed ahead of time when there was no pool {@code jobs}. */
    @Configuration(proxyBeanMethods = false)
    static class BuiltWithoutJobs {

        @Bean
        static BeanDefinitionRegistryPostProcessor withoutJobs() {
            return new Change() {
                @Override
                public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
                    registry.removeBeanDefinition("jobsPool");
                }
            };
        }
    }

    /** As if the application had been processed ahead of time when there was a pool {@code mail}. */
    @Configuration(proxyBeanMethods = false)
    static class BuiltWithMail {

        @Bean
        static BeanDefinitionRegistryPostProcessor withMail() {
            return new Change() {
                @Override
                public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
                    RootBeanDefinition mail = new RootBeanDefinition();
                    mail.setFactoryBeanName(PoolBeans.BEAN_NAME);
                    mail.setFactoryMethodName("pool");
                    mail.getConstructorArgumentValues().addIndexedArgumentValue(0, "mail");
                    registry.registerBeanDefinition("mailPool", mail);
                }
            };
        }
    }

    private abstract static class Change implements BeanDefinitionRegistryPostProcessor {
        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}
    }
}
