package io.earnorm.pool.redis;

import io.earnorm.pool.exception.PoolConfigurationException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code extraConfig}. Keys are the same in any case, with or without {@code _} and {@code -}, because property
 * sources drop those; values may be of their type or text.
 */
final class ExtraConfig {

    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,12})\\s*(ms|s|m|h|)");

    private final Map<String, Object> values = new LinkedHashMap<>();

    ExtraConfig(Map<String, Object> extraConfig, Set<String> known) {
        extraConfig.forEach((key, value) -> {
            String match = known.stream()
                    .filter(candidate -> same(candidate, key))
                    .findFirst()
                    .orElseThrow(() ->
                            new PoolConfigurationException("Unknown extraConfig key '%s' for Redis. Known keys: %s"
                                    .formatted(key, String.join(", ", known))));
            if (values.put(match, value) != null) {
                throw new PoolConfigurationException("extraConfig has '%s' twice".formatted(match));
            }
        });
    }

    /** {@return whether two spellings name the same key} */
    static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String key) {
        return key.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    @Nullable
    String text(String key) {
        Object value = values.get(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(key, "a text", value);
    }

    /** A text, or a {@link Supplier} of texts, asked each time. No message shows its value. */
    @Nullable
    Supplier<String> secret(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return () -> text;
        }
        if (value instanceof Supplier<?> supplier) {
            return () -> String.valueOf(supplier.get());
        }
        throw wrong(
                key, "a text or a Supplier of texts", "a " + value.getClass().getName());
    }

    /** Refuses keys that mean nothing here. */
    void refuse(String why, String... keys) {
        for (String key : keys) {
            if (values.containsKey(key)) {
                throw new PoolConfigurationException("extraConfig '%s' %s".formatted(key, why));
            }
        }
    }

    @Nullable
    Boolean flag(String key) {
        Object value = values.get(key);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "true or false", value);
        };
    }

    @Nullable
    Integer count(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (!value.toString().matches("[0-9]{1,9}")) {
            throw wrong(key, "a whole number from 0", value);
        }
        return Integer.valueOf(value.toString());
    }

    /** A {@link Duration}, "500ms", "2s", "PT2S", or a number of milliseconds; zero means no limit. */
    Duration length(String key, Duration fallback) {
        Object value = values.get(key);
        Duration length = value == null ? fallback : toDuration(key, value);
        if (length.isNegative() || length.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0) {
            throw wrong(key, "from 0 to " + Integer.MAX_VALUE + " ms", length);
        }
        return length;
    }

    private static Duration toDuration(String key, Object value) {
        if (value instanceof Duration duration) {
            return duration;
        }
        Matcher simple = LENGTH.matcher(value.toString().trim());
        if (simple.matches()) {
            long amount = Long.parseLong(simple.group(1));
            return switch (simple.group(2)) {
                case "h" -> Duration.ofHours(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMillis(amount);
            };
        }
        try {
            return Duration.parse(value.toString());
        } catch (DateTimeParseException e) {
            throw wrong(key, "a length of time like 500ms, 2s or PT2S, or a number of milliseconds", value);
        }
    }

    static PoolConfigurationException wrong(String key, String allowed, Object value) {
        return new PoolConfigurationException("extraConfig '%s' must be %s, but was %s".formatted(key, allowed, value));
    }
}
