package io.earnorm.pool.resilience;

import io.earnorm.pool.exception.PoolConfigurationException;
import java.time.Duration;

/** Refuses values that cannot work, each by its setting's name, what is allowed, and the value. */
final class Settings {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Half of what a {@code long} of nanoseconds can hold, so that deadlines cannot overflow. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    private Settings() {}

    static void require(boolean fits, String setting, String allowed, Object value) {
        if (!fits) {
            throw new PoolConfigurationException("%s must be %s, but was %s".formatted(setting, allowed, value));
        }
    }

    static int atLeast(String setting, int least, int value) {
        require(value >= least, setting, "at least " + least, value);
        return value;
    }

    /** A share of calls in percent. Zero is refused: it would open a breaker at every success. */
    static float percentage(String setting, float value) {
        require(value > 0 && value <= 100, setting, "above 0 and at most 100", value);
        return value;
    }

    static Duration length(String setting, Duration value) {
        require(isInRange(value), setting, rangeOfLengths(), value);
        return value;
    }

    static Duration lengthOrOff(String setting, Duration value) {
        require(value.isZero() || isInRange(value), setting, "zero or " + rangeOfLengths(), value);
        return value;
    }

    private static boolean isInRange(Duration value) {
        return value.compareTo(SHORTEST) >= 0 && value.compareTo(LONGEST) <= 0;
    }

    private static String rangeOfLengths() {
        return "between 1 ms and %d days".formatted(LONGEST.toDays());
    }
}
