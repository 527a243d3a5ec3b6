package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolBackend;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.spring.documentation.Block;
import io.earnorm.pool.spring.documentation.KnownKeys;
import io.earnorm.pool.spring.documentation.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The YAML that the documentation tells people to write is understood. */
class DocumentationTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");

    private final List<Block> yaml = Page.blocksOf(Page.all()).stream()
            .filter(block -> block.language().equals("yaml"))
            .toList();

    @Test
    void everyKeyIsOneThatSomebodyReads() throws IOException {
        KnownKeys known = new KnownKeys();
        List<String> unknown = new ArrayList<>();
        for (Block block : yaml) {
            for (String key : read(block).getPropertyNames()) {
                if (!known.contain(key)) {
                    unknown.add(block + ": " + key);
                }
            }
        }
        assertThat(yaml).hasSizeGreaterThan(15);
        assertThat(unknown).isEmpty();
    }

    /** As far as that goes without servers: nothing is connected. */
    @Test
    void everyPoolCanBeMade() throws IOException {
        int pools = 0;
        for (Block block : yaml) {
            EnumerablePropertySource<?> source = read(block);
            if (List.of(source.getPropertyNames()).stream().anyMatch(key -> key.startsWith("earnorm.pool."))) {
                pools += poolsOf(block, source);
            }
        }
        assertThat(pools).isGreaterThan(10);
    }

    private static int poolsOf(Block block, PropertySource<?> source) {
        List<Pool<?>> pools = new ArrayList<>();
        application(source).withPropertyValues(variablesOf(block)).run(context -> {
            assertThat(context).as(block.toString()).hasNotFailed();
            context.getBeansOfType(Pool.class).values().forEach(pools::add);
        });
        return pools.size();
    }

    /** What a reader has in the environment. */
    private static String[] variablesOf(Block block) {
        return VARIABLE.matcher(block.text())
                .results()
                .map(found -> found.group(1) + "=secret")
                .toArray(String[]::new);
    }

    private static ApplicationContextRunner application(PropertySource<?> source) {
        return Applications.withPools()
                .withInitializer(
                        context -> context.getEnvironment().getPropertySources().addLast(source))
                .withBean("smtpBackend", PoolBackend.class, Smtp::new)
                .withBean(SslBundles.class, DocumentationTest::bundles)
                .withBean(
                        PoolConfigCustomizer.class,
                        () -> (name, config) -> config.minSize(0).initializationFailTimeout(Duration.ofMillis(-1)));
    }

    /** The custom backend of the examples. */
    private static final class Smtp implements PoolBackend {

        @Override
        public String name() {
            return "smtp";
        }

        @Override
        public FakeServer.FakePool create(PoolOptions options) {
            return new FakeServer.FakePool(new FakeServer(), options);
        }
    }

    private static SslBundles bundles() {
        return new DefaultSslBundleRegistry("redis-ca", SslBundle.of(SslStoreBundle.NONE));
    }

    @Test
    void theNearestValueWinsInTheExampleOfAllForms() throws IOException {
        Block block = yaml.stream()
                .filter(each -> each.text().contains("templates:"))
                .findFirst()
                .orElseThrow();
        application(read(block)).run(context -> {
            Map<String, Pool<?>> pools = new HashMap<>();
            context.getBeansOfType(Pool.class).values().forEach(pool -> pools.put(pool.name(), pool));
            assertThat(pools).containsOnlyKeys("orders", "archive", "sessions", "jobs", "mail");
            assertThat(pools.get("archive").config().maxSize()).isEqualTo(40);
            assertThat(pools.get("sessions").config().maxSize()).isEqualTo(20);
            assertThat(pools.get("sessions").config().connectionTimeout()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    private static EnumerablePropertySource<?> read(Block block) throws IOException {
        List<PropertySource<?>> documents = new YamlPropertySourceLoader()
                .load(block.toString(), new ByteArrayResource(block.text().getBytes(StandardCharsets.UTF_8)));
        assertThat(documents).as(block.toString()).hasSize(1);
        return (EnumerablePropertySource<?>) documents.get(0);
    }
}
