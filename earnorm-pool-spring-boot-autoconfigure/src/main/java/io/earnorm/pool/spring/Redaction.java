package io.earnorm.pool.spring;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * What may be shown of the values below {@code earnorm.pool}: those of settings that hold no secret. A key that is no
 * setting may be a misspelled password, so its value is not shown.
 */
final class Redaction {

    static final String MASK = "******";

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("earnorm.pool");

    private static final String HOST =
            "(?:\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9_.%-]+|\\$\\{[A-Za-z0-9_.-]+})(?::[0-9]{1,5})?";

    /**
     * Scheme, user, hosts, path, options. The user reaches to the last at sign: passwords are often pasted in without
     * percent-encoding. Options may hold secrets, too: MongoDB's authMechanismProperties do.
     */
    private static final Pattern URI = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]*://)?(.*@)?((?:HOST(?:,HOST)*)?(?:/[^?#@:]*)?(?:#[^?@:]*)?)(\\?.*)?"
                    .replace("HOST", HOST),
            Pattern.DOTALL);

    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)?.*", Pattern.DOTALL);

    /** An address has no user-info; somebody may have written one nevertheless. */
    private static final Pattern NODE_USER = Pattern.compile("[^,]*@");

    private static final List<SettingNames> SETTINGS = Stream.of(
                    EarnormPoolProperties.class,
                    NamedPoolSettings.class,
                    RedisPoolSettings.class,
                    CustomPoolSettings.class)
            .map(SettingNames::of)
            .toList();

    private Redaction() {}

    /** Whether a key, in the form of any property source, is one of ours. */
    static boolean covers(String key) {
        return ROOT.isAncestorOf(adapt(key));
    }

    /** The value as it may be shown. */
    static @Nullable Object show(String key, @Nullable Object value) {
        return show(adapt(key), value);
    }

    static @Nullable Object show(ConfigurationPropertyName key, @Nullable Object value) {
        if (value == null || !ROOT.isAncestorOf(key)) {
            return value;
        }
        if (!isKnown(key) || isSecret(key)) {
            return MASK;
        }
        if (isBelow(key, "nodes")) {
            return NODE_USER.matcher(value.toString()).replaceAll(MASK + "@");
        }
        boolean uri = last(key).equals("uri") || value.toString().contains("://"); // The wrong key for a URI.
        return uri ? uri(value.toString()) : value;
    }

    /** Whether a key is a setting, so that it is known whether its value is secret. */
    static boolean isKnown(ConfigurationPropertyName key) {
        return isSecret(key)
                || isBelow(key, "nodes")
                || PoolDefinitionsReader.isOfActuator(key)
                || SETTINGS.stream().anyMatch(settings -> settings.knows(last(key)));
    }

    /** A URI without its user and the values of its options; nothing of one whose parts cannot be told apart. */
    static String uri(String uri) {
        Matcher parts = URI.matcher(uri);
        if (!parts.matches()) {
            return SCHEME.matcher(uri).replaceFirst("$1" + MASK);
        }
        return orEmpty(parts.group(1))
                + (parts.group(2) == null ? "" : MASK + "@")
                + parts.group(3)
                + (parts.group(4) == null ? "" : "?" + MASK);
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }

    private static boolean isSecret(ConfigurationPropertyName key) {
        return last(key).equals("password") || isBelow(key, "extraconfig");
    }

    private static boolean isBelow(ConfigurationPropertyName key, String element) {
        for (int index = ROOT.getNumberOfElements(); index < key.getNumberOfElements(); index++) {
            if (key.getElement(index, Form.UNIFORM).equals(element)) {
                return true;
            }
        }
        return false;
    }

    private static String last(ConfigurationPropertyName key) {
        return key.getLastElement(Form.UNIFORM);
    }

    /** Names of environment variables have underscores where others have dots. */
    private static ConfigurationPropertyName adapt(String key) {
        boolean variable = key.indexOf('.') < 0;
        return ConfigurationPropertyName.adapt(key, variable ? '_' : '.');
    }
}
