package io.earnorm.pool.spring;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** What may be shown of the values below {@code earnorm.pool}. */
final class Redaction {

    static final String MASK = "******";

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("earnorm.pool");

    /** User-info reaches to the last at sign: passwords are often pasted in without percent-encoding. */
    private static final Pattern USER_INFO = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)?.*@", Pattern.DOTALL);

    /** Options may hold secrets, too: MongoDB's authMechanismProperties do. */
    private static final Pattern OPTIONS = Pattern.compile("\\?.*", Pattern.DOTALL);

    /** An address has no user-info; somebody may have written one nevertheless. */
    private static final Pattern NODE_USER = Pattern.compile("[^,]*@");

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
        if (isSecret(key)) {
            return MASK;
        }
        if (isBelow(key, "nodes")) {
            return NODE_USER.matcher(value.toString()).replaceAll(MASK + "@");
        }
        return last(key).equals("uri") ? uri(value.toString()) : value;
    }

    /** A URI without its user-info and the values of its options. */
    static String uri(String uri) {
        String withoutUser = USER_INFO.matcher(uri).replaceFirst("$1" + MASK + "@");
        return OPTIONS.matcher(withoutUser).replaceFirst("?" + MASK);
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
