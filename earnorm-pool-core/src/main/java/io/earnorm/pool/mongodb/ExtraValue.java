package io.earnorm.pool.mongodb;

import io.earnorm.pool.exception.PoolConfigurationException;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code extraConfig}. Numbers and flags may come as text, because properties files and environment
 * variables know nothing else.
 */
record ExtraValue(String key, Object value) {

    String text() {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw refused("text", null);
    }

    boolean flag() {
        boolean typed = value instanceof Boolean || value instanceof String;
        String text = value.toString();
        if (typed && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Boolean.parseBoolean(text);
        }
        throw refused("true or false", null);
    }

    int milliseconds() {
        OptionalInt number = value instanceof Duration time ? toMillis(time) : number();
        if (number.isPresent() && number.getAsInt() >= 0) {
            return number.getAsInt();
        }
        throw refused("a Duration or a whole number of milliseconds, from 0 to " + Integer.MAX_VALUE, null);
    }

    private static OptionalInt toMillis(Duration time) {
        boolean fits = !time.isNegative() && time.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) <= 0;
        return fits ? OptionalInt.of((int) time.toMillis()) : OptionalInt.empty();
    }

    /** The value as a whole number, or empty when it is not one. */
    OptionalInt number() {
        if (!(value instanceof Integer || value instanceof Long || value instanceof String)) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(value.toString()));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    PoolConfigurationException refused(String allowed, @Nullable Throwable cause) {
        return new PoolConfigurationException(
                "extraConfig '%s' must be %s, but was '%s' (%s)"
                        .formatted(key, allowed, value, value.getClass().getSimpleName()),
                cause);
    }
}
