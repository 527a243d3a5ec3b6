package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.RetryPolicy;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.NumberUtils;
import org.springframework.util.StreamUtils;

/** What editors show is what the code does. */
class MetadataTest {

    private final Map<String, Map<String, Object>> properties = properties();

    @Test
    void everyPropertyHasADescriptionThatIsASentence() {
        assertThat(properties)
                .isNotEmpty()
                .allSatisfy((name, property) -> assertThat(String.valueOf(property.get("description")))
                        .as(name)
                        .matches("(?s)[A-Z].*\\."));
    }

    @Test
    void everySettingIsThereForTheDefaultsAndForBothShortForms() {
        List<String> expected = new ArrayList<>();
        names("earnorm.pool.defaults", PoolSettings.class, expected);
        names("earnorm.pool.mongodb", NamedPoolSettings.class, expected);
        names("earnorm.pool.redis", RedisPoolSettings.class, expected);
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(properties).containsKeys(expected.toArray(String[]::new));
        assertThat(properties)
                .containsKeys(
                        "earnorm.pool.enabled",
                        "earnorm.pool.templates",
                        "earnorm.pool.custom",
                        "earnorm.pool.health.timeout",
                        "earnorm.pool.health.cache",
                        "earnorm.pool.metrics.exact-timers",
                        "earnorm.pool.observation.long-wait",
                        "management.health.earnorm-pool.enabled",
                        "management.endpoint.earnormpools.access");
    }

    @Test
    void theDefaultsOfThePoolsAreThoseOfTheCode() throws Exception {
        PoolConfig defaults = PoolConfig.builder()
                .initializationFailTimeout(Duration.ofMillis(-1))
                .build();
        assertDefaults("earnorm.pool.defaults.", defaults, LifeSettings.class);
    }

    @Test
    void theDefaultsOfRetryAndBreakerAreThoseOfTheCode() throws Exception {
        assertDefaults(
                "earnorm.pool.defaults.resilience.retry.", RetryPolicy.builder().build(), RetrySettings.class);
        assertDefaults(
                "earnorm.pool.defaults.resilience.circuit-breaker.",
                CircuitBreakerPolicy.builder().build(),
                CircuitBreakerSettings.class);
    }

    private void assertDefaults(String prefix, Object values, Class<?> settings) throws Exception {
        for (PropertyDescriptor setting : BeanUtils.getPropertyDescriptors(settings)) {
            if (setting.getWriteMethod() == null || setting.getName().equals("enabled")) {
                continue;
            }
            Object expected = values.getClass().getMethod(setting.getName()).invoke(values);
            String name = prefix + SettingNames.dashed(setting.getName());
            assertThat(properties.get(name)).as(name).isNotNull();
            assertThat(value(properties.get(name).get("defaultValue"), expected))
                    .as(name)
                    .isEqualTo(expected);
        }
    }

    private static Object value(Object written, Object like) {
        if (like instanceof Duration) {
            return DurationStyle.detectAndParse(written.toString());
        }
        if (like instanceof Enum<?> constant) {
            return Enum.valueOf(constant.getDeclaringClass(), written.toString().toUpperCase(Locale.ROOT));
        }
        if (like instanceof Number number) {
            return NumberUtils.convertNumberToTargetClass((Number) written, number.getClass());
        }
        return written;
    }

    private static void names(String prefix, Class<?> type, List<String> names) {
        for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
            String name = prefix + "." + SettingNames.dashed(property.getName());
            if (property.getWriteMethod() != null) {
                names.add(name);
            } else if (!property.getName().equals("class")) {
                names(name, property.getPropertyType(), names);
            }
        }
    }

    private static Map<String, Map<String, Object>> properties() {
        try (InputStream metadata = ours().openStream()) {
            String json = StreamUtils.copyToString(metadata, StandardCharsets.UTF_8);
            Map<String, Map<String, Object>> properties = new TreeMap<>();
            List<Map<String, Object>> all = JsonPath.read(json, "$.properties");
            all.forEach(property -> properties.put((String) property.get("name"), property));
            return properties;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Others on the class path have a file of this name, too: ours is where our classes are. */
    private static URL ours() throws IOException {
        String here = PoolAutoConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return Collections.list(PoolAutoConfiguration.class
                        .getClassLoader()
                        .getResources("META-INF/spring-configuration-metadata.json"))
                .stream()
                .filter(url -> url.getPath().contains(here))
                .findFirst()
                .orElseThrow();
    }
}
