package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.spring.SettingKeys.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.convert.DurationStyle;

/** The page of all properties, and what other pages say of them. */
class PropertiesPageTest {

    private static final Pattern SETTING = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\|");
    private static final Pattern POLICY = Pattern.compile("\\| `\\w+` \\| `([a-z-]+)` \\| ([^|]+) \\|");
    private static final Pattern INLINE = Pattern.compile("(\\w+): (\\w+)");

    private final Metadata metadata = new Metadata();

    @Test
    void thePageIsUpToDate() throws IOException {
        PropertiesPage page = new PropertiesPage(ofCustomPools());
        String text = page.print(GeneratedPage.head("Properties", getClass()));
        metadata.properties()
                .forEach((name, property) -> assertThat(page.has(name) || property.deprecated())
                        .as(name)
                        .isTrue());
        GeneratedPage.check("properties.md", text, getClass());
    }

    /** Values of maps have no metadata: an editor reads the class and its comments, and so do we. */
    private static Map<String, String> ofCustomPools() throws IOException {
        Map<String, SettingKey> keys = new TreeMap<>(SettingKeys.below("", CustomPoolSettings.class));
        keys.keySet().removeAll(SettingKeys.below("", NamedPoolSettings.class).keySet());
        String source = Files.readString(
                RepositoryRoot.find()
                        .resolve(
                                "earnorm-pool-spring-boot-autoconfigure/src/main/java/io/earnorm/pool/spring/CustomPoolSettings.java"));
        Map<String, String> descriptions = new TreeMap<>();
        keys.forEach((name, key) -> {
            Matcher comment = Pattern.compile("/\\*\\* ([^*]+) \\*/\\s+private [^;]+ "
                            + key.property().getName() + ";")
                    .matcher(source);
            assertThat(comment.find()).as(name).isTrue();
            descriptions.put(name.substring(1), comment.group(1));
        });
        return descriptions;
    }

    @Test
    void theReadmeNamesEachSettingOfAPoolWithItsDefault() throws IOException {
        assertThat(page("README.md")).contains("(docs/properties.md)");
        Map<String, String> rows = new TreeMap<>();
        SETTING.matcher(page("README.md")).results().forEach(row -> rows.put(row.group(1), row.group(2)));
        rows.remove("extraConfig"); // A map, empty in both.
        Map<String, Object> expected = new TreeMap<>();
        SettingKeys.below("earnorm.pool.defaults", LifeSettings.class)
                .forEach((name, key) ->
                        expected.put(key.path(), metadata.properties().get(name).defaultValue()));
        assertThat(rows).containsOnlyKeys(expected.keySet());
        rows.forEach((name, shown) -> assertThat(normal(shown.replaceFirst(".*\\(Spring: negative\\)", "-1 ms")))
                .as(name)
                .isEqualTo(normal(String.valueOf(expected.get(name)))));
        assertThat(rows.get("initializationFailTimeout"))
                .startsWith(PoolConfig.defaults().initializationFailTimeout().toSeconds() + " s ");
    }

    @ParameterizedTest
    @CsvSource({"| `RetryPolicy`, retry, 6", "| `CircuitBreakerPolicy`, circuit-breaker, 7"})
    void thePageAboutResilienceHasTheSameDefaults(String table, String section, int count) throws IOException {
        String rows = between(table, "\n\n", page("docs/resilience.md"));
        hasDefaults(rows, POLICY, "earnorm.pool.defaults.resilience." + section + ".", count);
    }

    @Test
    void thePageAboutHealthHasTheSameDefaults() throws IOException {
        String settings = between("earnorm.pool.health: {", "}", page("docs/health.md"));
        hasDefaults(settings, INLINE, "earnorm.pool.health.", 2);
    }

    private void hasDefaults(String text, Pattern form, String prefix, int count) {
        assertThat(form.matcher(text).results()).hasSize(count).allSatisfy(shown -> {
            Object written = metadata.properties().get(prefix + shown.group(1)).defaultValue();
            assertThat(normal(shown.group(2))).as(shown.group()).isEqualTo(normal(String.valueOf(written)));
        });
    }

    private static String page(String name) throws IOException {
        return Files.readString(RepositoryRoot.find().resolve(name));
    }

    private static String between(String begin, String end, String text) {
        int start = text.indexOf(begin);
        assertThat(start).as(begin).isNotNegative();
        return text.substring(start + begin.length(), text.indexOf(end, start + begin.length()));
    }

    /** People are told "5 min" and "off" where metadata has "5m" and "0ms". */
    private static String normal(String shown) {
        String text = shown.replaceFirst(" \\(off\\)| %$| calls?$|, or .*", "")
                .replaceFirst(" min$", "m")
                .replace(" ", "")
                .replace("`", "")
                .toLowerCase(Locale.ROOT);
        String plain = Map.of("yes", "true", "no", "false", "unbounded", "2147483647", "off", "0ms", "nolimit", "0ms")
                .getOrDefault(text, text);
        if (plain.matches("-?[0-9]+(ms|s|m|h)")) {
            return DurationStyle.SIMPLE.parse(plain).toString();
        }
        return plain.equals("0") ? "PT0S" : plain.replaceFirst("\\.0$", "");
    }
}
