package io.earnorm.pool.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;

/** A setting that cannot work: which one, its value as it may be shown, what is wrong and what to do. */
final class PoolPropertyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String pool;
    private final String property;
    private final @Nullable String value;
    private final @Nullable String origin;
    private final String reason;
    private final String action;

    /**
     * Creates an exception. It has no cause: what refused the value may quote it, and it may be secret.
     *
     * @param pool whose setting it is; null when that cannot be said
     * @param property its full name, as it is written in a property file
     * @param found what the property sources hold there, if anything
     * @param reason one sentence, without secrets
     * @param action what to do, one sentence
     */
    PoolPropertyException(
            @Nullable String pool,
            String property,
            @Nullable ConfigurationProperty found,
            String reason,
            String action) {
        super("%s: %s".formatted(property, reason));
        this.pool = pool;
        this.property = property;
        this.value = found == null || !Redaction.isKnown(found.getName())
                ? null // Of a misspelled password, for example.
                : String.valueOf(Redaction.show(found.getName(), found.getValue()));
        this.origin = found == null || found.getOrigin() == null
                ? null
                : found.getOrigin().toString();
        this.reason = reason;
        this.action = action;
    }

    /** What a person reads when the application does not start. */
    String description() {
        String subject = pool == null ? "The pools" : "The pool '%s'".formatted(pool);
        StringBuilder text = new StringBuilder(subject).append(" cannot be set up:%n".formatted());
        line(text, "Property", property);
        line(text, "Value", value);
        line(text, "Origin", origin);
        line(text, "Reason", reason);
        return text.toString();
    }

    String action() {
        return action;
    }

    private static void line(StringBuilder text, String label, @Nullable String content) {
        if (content != null) {
            text.append("%n    %s: %s".formatted(label, content));
        }
    }
}
