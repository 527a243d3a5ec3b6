package io.earnorm.pool.spring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Notices placeholders without a value, which Spring Boot leaves in the text: a server would be asked with them as the password. */
final class Placeholders {

    /** The innermost. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}]*)}");

    private final PropertyErrors errors;

    Placeholders(PropertyErrors errors) {
        this.errors = errors;
    }

    /**
     * The text, in which nothing is left to be replaced; null for an empty one.
     *
     * @throws PoolPropertyException if something is
     */
    @Nullable
    String resolved(String setting, @Nullable String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text == null ? "" : text);
        if (placeholder.find()) {
            throw errors.of(
                    setting,
                    "there is no value for the placeholder " + placeholder.group(),
                    "Define %s, for example as an environment variable.".formatted(placeholder.group(1)));
        }
        return Settings.textOrNull(text);
    }
}
