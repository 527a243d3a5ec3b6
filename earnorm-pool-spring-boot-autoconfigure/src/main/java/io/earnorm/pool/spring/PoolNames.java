package io.earnorm.pool.spring;

import io.earnorm.pool.spring.ConfiguredKeys.Element;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Which names pools and templates may have. */
final class PoolNames {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private static final Pattern INDEX = Pattern.compile("[0-9]+");

    private PoolNames() {}

    /** Refuses names that bean names and meters cannot hold, and two spellings of one name. */
    static void check(ConfigurationPropertyName section, Element element) {
        if (element.spellings().size() > 1) {
            throw new PoolPropertyException(
                    null,
                    "%s.%s".formatted(section, element.name()),
                    null,
                    "the names %s cannot be told apart: property names are compared without dashes, underscores and capitals"
                            .formatted(String.join(", ", element.spellings())),
                    "Write the name in one way everywhere, or choose names that differ in their letters.");
        }
        if (INDEX.matcher(element.name()).matches()) {
            throw new PoolPropertyException(
                    null,
                    "%s[%s]".formatted(section, element.name()),
                    null,
                    "there is a list, and names are wanted",
                    "Write %s.<name>.<setting>, without dashes before the names in YAML.".formatted(section));
        }
        if (!ALLOWED.matcher(element.name()).matches()) {
            throw new PoolPropertyException(
                    null,
                    "%s.%s".formatted(section, element.name()),
                    null,
                    "'%s' cannot be a name: it must begin with a letter, and hold letters, digits, '-' and '_' only"
                            .formatted(element.name()),
                    "Choose another name, for example 'sessions' or 'order-cache'.");
        }
    }
}
