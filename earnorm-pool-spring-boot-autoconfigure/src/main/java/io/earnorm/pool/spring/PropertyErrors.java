package io.earnorm.pool.spring;

import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Tells, of something that core or a backend refused, in which property it is written. */
final class PropertyErrors {

    /** "maxSize must be at least 1, but was 0"; "retry.jitter must be between 0 and 1, but was 2". */
    private static final Pattern SETTING =
            Pattern.compile("([a-z][A-Za-z]*(?:\\.[a-zA-Z]+)?) (must be .*), but was .*", Pattern.DOTALL);

    private static final Pattern EXTRA_CONFIG = Pattern.compile("extraConfig[^']*'([A-Za-z0-9_-]+)'");

    /** What names keys of {@code extraConfig}, and is about something else. */
    private static final Pattern ABOUT_SEVERAL = Pattern.compile("^The Redis database is|^An sslContext");

    private static final Pattern IN_JAVA = Pattern.compile("extraConfig '([A-Za-z0-9_-]+)'");

    private static final Pattern CAMEL_CASE = Pattern.compile("\\b[a-z]+(?:[A-Z][a-z]*)+\\b");

    /** What a backend's message speaks of, and where that is written. The first that fits. */
    private static final Map<Pattern, String> SUBJECTS = subjects();

    private final PoolDefinition pool;
    private final List<ConfigurationPropertyName> prefixes;
    private final ConfiguredKeys keys;

    PropertyErrors(PoolDefinition pool, PoolLayers layers, ConfiguredKeys keys) {
        this.pool = pool;
        this.prefixes = layers.prefixes();
        this.keys = keys;
    }

    /** Something that core or the backend refused. */
    PoolPropertyException refused(PoolConfigurationException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher setting = SETTING.matcher(message);
        if (setting.matches() && isSetting(setting.group(1))) {
            ConfigurationPropertyName property = where(path(setting.group(1)));
            boolean written = keys.find(property) != null; // If not, a customizer has set it.
            return exception(property, written ? dashed(setting.group(2)) : message, "Correct " + property + ".");
        }
        ConfigurationPropertyName property = subject(message);
        return exception(property, inProperties(message), action(property));
    }

    /** Something that is wrong with one setting of the pool. */
    PoolPropertyException of(String setting, String reason, String action) {
        return exception(where(setting), reason, action);
    }

    /** Without a cause: a driver's message may quote the URI. */
    private PoolPropertyException exception(ConfigurationPropertyName property, String reason, String action) {
        @Nullable ConfigurationProperty found = keys.find(property);
        return new PoolPropertyException(pool.name(), property.toString(), found, reason, action);
    }

    /** Whether the pool itself, not its template or the defaults, sets anything of a section. */
    boolean isWrittenBelow(String section) {
        return keys.isWritten(pool.property(section));
    }

    /** The nearest place where a setting is written; the pool's own when it is written nowhere. */
    ConfigurationPropertyName where(String path) {
        for (ConfigurationPropertyName prefix : prefixes) {
            ConfigurationPropertyName property = ConfigurationPropertyName.adapt(prefix + "." + path, '.');
            if (keys.find(property) != null) {
                return property;
            }
        }
        return pool.property(path);
    }

    private ConfigurationPropertyName subject(String message) {
        Matcher extra = EXTRA_CONFIG.matcher(message);
        if (extra.find() && !ABOUT_SEVERAL.matcher(message).find()) {
            return where("extra-config." + extra.group(1).replace('_', '-'));
        }
        return SUBJECTS.entrySet().stream()
                .filter(subject -> subject.getKey().matcher(message).find())
                .findFirst()
                .map(subject -> where(subject.getValue()))
                .orElse(pool.prefix());
    }

    private String action(ConfigurationPropertyName property) {
        if (property.equals(pool.prefix())) {
            return "Correct what is below %s.".formatted(property);
        }
        return "%s %s.".formatted(keys.find(property) == null ? "Set" : "Correct", property);
    }

    /** Backends speak of their options in Java, and of the value, which may be secret. */
    private static String inProperties(String message) {
        return IN_JAVA.matcher(message)
                .replaceAll("extra-config.$1")
                .replace("extraConfig", "extra-config")
                .replace("An sslContext", "An SSL bundle")
                .replace(" (the URI is not shown, it may hold a password)", "") // The value is, without secrets.
                .replaceFirst("^(extra-config\\..* must be .*), but was .*$", "$1");
    }

    private static Map<Pattern, String> subjects() {
        Map<Pattern, String> subjects = new LinkedHashMap<>();
        subjects.put(Pattern.compile("^database must be set|^The Redis database is"), "database");
        subjects.put(Pattern.compile("(?i)\\bsslContext\\b"), "ssl.bundle");
        subjects.put(Pattern.compile("(?i)\\bcredentials\\b"), "username");
        subjects.put(Pattern.compile("(?i)\\buri\\b"), "uri");
        subjects.put(Pattern.compile("(?i)\\bdatabase\\b"), "database");
        return subjects;
    }

    private static boolean isSetting(String name) {
        return name.startsWith("retry.")
                || name.startsWith("circuitBreaker.")
                || isOfClusters(name)
                || SettingNames.of(NamedPoolSettings.class).isValue(name);
    }

    private static boolean isOfClusters(String name) {
        return SettingNames.of(ClusterSettings.class).isValue(name);
    }

    private static String path(String name) {
        String dashed = SettingNames.dashed(name);
        if (isOfClusters(name)) {
            return "cluster." + dashed;
        }
        return name.contains(".") ? "resilience." + dashed : dashed;
    }

    private static String dashed(String text) {
        return CAMEL_CASE.matcher(text).replaceAll(word -> SettingNames.dashed(word.group()));
    }
}
