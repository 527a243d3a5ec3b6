package io.earnorm.pool.spring;

import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/** Keeps passwords out of the {@code env} and {@code configprops} endpoints, also when these show values. */
final class PoolSanitizingFunction implements SanitizingFunction {

    /** Our keys inside of another value: a command line, JSON or YAML in a variable, {@code JAVA_TOOL_OPTIONS}. */
    private static final Pattern KEYS = Pattern.compile(
            "earnorm[._]pool[._](?:defaults|templates|mongodb|redis|custom)|\"earnorm|earnorm(?:[._]pool)?'?\\s*:[\\s{]",
            Pattern.CASE_INSENSITIVE);

    @Override
    public SanitizableData apply(SanitizableData data) {
        Object value = data.getValue();
        if (value == null) {
            return data;
        }
        if (Redaction.covers(data.getKey())) {
            return data.withValue(Redaction.show(data.getKey(), value));
        }
        return KEYS.matcher(value.toString()).find() ? data.withValue(Redaction.MASK) : data;
    }
}
