package io.earnorm.pool.spring.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.config.PoolConfig;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's table of settings is that of the code. */
class SettingsTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\| [^|]+ \\|$");

    @Test
    void everySettingIsThereWithItsDefault() throws ReflectiveOperationException {
        Map<String, String> written = new TreeMap<>();
        ROW.matcher(Page.of("README.md").text()).results().forEach(row -> written.put(row.group(1), row.group(2)));
        PoolConfig defaults = PoolConfig.builder().build();
        Map<String, String> expected = new TreeMap<>();
        for (Method setting : PoolConfig.class.getDeclaredMethods()) {
            if (Modifier.isPublic(setting.getModifiers())
                    && setting.getParameterCount() == 0
                    && !setting.getName().matches("builder|defaults|toBuilder|toString|hashCode")) {
                expected.put(setting.getName(), words(setting.invoke(defaults)));
            }
        }
        assertThat(written).containsOnlyKeys(expected.keySet());
        assertThat(expected)
                .allSatisfy(
                        (name, value) -> assertThat(written.get(name)).as(name).startsWith(value));
    }

    private static String words(Object value) {
        if (value instanceof Duration length) {
            return words(length);
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "empty" : map.toString();
        }
        return value.equals(Integer.MAX_VALUE)
                ? "unbounded"
                : value instanceof Enum ? "`" + value + "`" : value.toString();
    }

    private static String words(Duration length) {
        if (length.isZero()) {
            return "0 (off)";
        }
        if (length.toMillis() % 1_000 != 0) {
            return length.toMillis() + " ms";
        }
        long minutes = length.toMinutes();
        return length.toSeconds() % 60 != 0
                ? length.toSeconds() + " s"
                : minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min";
    }
}
