package io.earnorm.pool.spring;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all settings have in common. */
final class Settings {

    private Settings() {}

    static <T> void ifSet(@Nullable T value, Consumer<? super T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    /** Null for an empty text, which is what <code>${REDIS_PASSWORD:}</code> is where nobody sets the password. */
    static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
