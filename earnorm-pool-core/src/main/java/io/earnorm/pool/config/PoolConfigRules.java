package io.earnorm.pool.config;

import io.earnorm.pool.exception.PoolConfigurationException;
import java.time.Duration;

/** What values the settings of a pool may have. */
final class PoolConfigRules {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Half of what a {@code long} of nanoseconds can hold, so that deadlines cannot overflow. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    private PoolConfigRules() {}

    static void check(PoolConfigValues values) {
        sizes(values);
        range("lifetimeJitter", values.lifetimeJitter, 0.0, 0.9);
        values.asMap().forEach(PoolConfigRules::length);
    }

    private static void sizes(PoolConfigValues values) {
        atLeast("maxSize", values.maxSize, 1);
        if (values.minSize < 0 || values.minSize > values.maxSize) {
            throw new PoolConfigurationException(
                    "minSize must be between 0 and maxSize (%d), but was %d".formatted(values.maxSize, values.minSize));
        }
        atLeast("maxConnecting", values.maxConnecting, 1);
        atLeast("maxPending", values.maxPending, 0);
    }

    private static void length(String setting, Object value) {
        if (!(value instanceof Duration length)) {
            return;
        }
        boolean negativeAllowed = setting.equals("initializationFailTimeout");
        if (length.isNegative() && negativeAllowed) {
            return;
        }
        boolean tooShort = !length.isZero() && length.compareTo(SHORTEST) < 0;
        if (tooShort || length.compareTo(LONGEST) > 0) {
            throw new PoolConfigurationException("%s must be zero%s or between 1 ms and %d days, but was %s"
                    .formatted(setting, negativeAllowed ? ", negative" : "", LONGEST.toDays(), length));
        }
    }

    private static void atLeast(String setting, int value, int least) {
        if (value < least) {
            throw new PoolConfigurationException("%s must be at least %d, but was %d".formatted(setting, least, value));
        }
    }

    private static void range(String setting, double value, double least, double most) {
        if (!(value >= least && value <= most)) { // Written so that NaN is refused, too.
            throw new PoolConfigurationException(
                    "%s must be between %s and %s, but was %s".formatted(setting, least, most, value));
        }
    }
}
