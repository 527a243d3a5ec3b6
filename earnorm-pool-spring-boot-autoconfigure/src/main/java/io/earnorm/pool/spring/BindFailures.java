package io.earnorm.pool.spring;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.NestedExceptionUtils;

/** Says in our words what Spring Boot could not bind. */
final class BindFailures {

    private static final Map<Class<?>, String> ALLOWED = Map.of(
            Integer.class, "must be a whole number",
            Float.class, "must be a number",
            Double.class, "must be a number",
            Boolean.class, "must be true or false",
            boolean.class, "must be true or false",
            Duration.class, "must be a length of time, such as 500ms, 5s or 2m; a number alone is milliseconds");

    private static final SettingNames OF_POOLS = SettingNames.of(NamedPoolSettings.class);

    private final ConfiguredKeys keys;

    BindFailures(ConfiguredKeys keys) {
        this.keys = keys;
    }

    /**
     * Tells what is wrong.
     *
     * @param prefix what the keys begin with
     * @param type what they were to be bound to
     */
    PoolPropertyException of(BindException failure, ConfigurationPropertyName prefix, Class<?> type) {
        if (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
            return unbound(unbound.getUnboundProperties().iterator().next(), prefix, type);
        }
        ConfigurationProperty last = failure.getProperty();
        boolean converted = last != null && !last.getName().equals(failure.getName()); // Then the setter refused it.
        return converted ? outOfRange(last, failure) : wrongForm(failure);
    }

    /** A key that means nothing. */
    PoolPropertyException unknown(ConfigurationPropertyName key, SettingNames known) {
        return unknown(key, known.nearestTo(key.getLastElement(Form.UNIFORM)));
    }

    private PoolPropertyException unknown(ConfigurationPropertyName key, Optional<String> meant) {
        return exception(
                key,
                keys.find(key),
                "there is no setting of this name",
                didYouMean(meant) + "Correct the name, or remove the setting.");
    }

    /** The beginning of an action. */
    static String didYouMean(Optional<String> meant) {
        return meant.map(name -> "Did you mean '%s'? ".formatted(name)).orElse("");
    }

    /** A value where a section begins: it would be left out without a word. */
    PoolPropertyException misplaced(ConfigurationPropertyName section, SettingNames below) {
        ConfigurationProperty found = keys.find(section);
        String value = found == null ? "" : found.getValue().toString();
        Optional<String> meant = below.only();
        if (value.contains("://") || below.isValue("uri")) {
            meant = Optional.of("uri");
        } else if (below.isValue("enabled")) {
            meant = Optional.of("enabled");
        }
        return exception(
                section,
                found,
                "it has settings below it, and no value of its own",
                "Write the value as %s.%s, or remove it.".formatted(section, meant.orElse("<setting>")));
    }

    private PoolPropertyException unbound(
            ConfigurationProperty property, ConfigurationPropertyName prefix, Class<?> type) {
        ConfigurationPropertyName key = property.getName();
        if (type == PoolSettings.class && OF_POOLS.isValue(key.getLastElement(Form.UNIFORM))) {
            return exception(
                    key,
                    property,
                    "defaults and templates cannot have this setting: each pool has its own",
                    "Move it below each pool that needs it.");
        }
        SettingNames known = SettingNames.of(type);
        for (int index = prefix.getNumberOfElements(); index < key.getNumberOfElements() - 1; index++) {
            String element = key.getElement(index, Form.UNIFORM);
            if (!known.isSection(element)) {
                return unknown(key, known.sectionNearestTo(element));
            }
            known = known.below(element);
        }
        return known.isValue(key.getLastElement(Form.UNIFORM)) ? empty(key, property) : unknown(key, known);
    }

    /** Spring Boot makes nothing of an empty text where it wants a number, and says that nobody wants it. */
    private static PoolPropertyException empty(ConfigurationPropertyName key, ConfigurationProperty property) {
        return exception(key, property, "it has no value", "Write one, or remove the setting.");
    }

    private static PoolPropertyException outOfRange(ConfigurationProperty property, BindException failure) {
        String refusal = String.valueOf(
                NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        return exception(
                property.getName(),
                property,
                refusal.replaceFirst(", but was .*", ""),
                "Correct the value of %s.".formatted(property.getName()));
    }

    private PoolPropertyException wrongForm(BindException failure) {
        ConfigurationPropertyName name = failure.getName();
        Class<?> type = failure.getTarget().getType().resolve(Object.class);
        String allowed = type.isEnum() ? "must be one of " + constants(type) : ALLOWED.get(type);
        return exception(
                name,
                keys.find(name),
                allowed == null ? "the value cannot be read" : allowed,
                "Correct the value of %s.".formatted(name));
    }

    private static PoolPropertyException exception(
            ConfigurationPropertyName name, @Nullable ConfigurationProperty found, String reason, String action) {
        return new PoolPropertyException(null, name.toString(), found, reason, action);
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
