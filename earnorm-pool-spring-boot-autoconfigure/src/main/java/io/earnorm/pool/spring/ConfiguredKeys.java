package io.earnorm.pool.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What the property sources hold. */
final class ConfiguredKeys {

    private final Iterable<ConfigurationPropertySource> sources;

    ConfiguredKeys(Environment environment) {
        sources = ConfigurationPropertySources.get(environment);
    }

    /** A key below another, however the element is spelled. */
    static ConfigurationPropertyName child(ConfigurationPropertyName parent, Element element) {
        return ConfigurationPropertyName.adapt(parent + "." + element.name(), '.');
    }

    /** The value that wins, with where it came from; or null. */
    @Nullable
    ConfigurationProperty find(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : sources) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return property;
            }
        }
        return null;
    }

    /** Whether a file or the command line, not the process's environment, has a value there that is not empty. */
    boolean hasText(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : sources) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null && !isSystemEnvironment(source)) {
                return !property.getValue().toString().isEmpty();
            }
        }
        return false;
    }

    /** Whether the value looks like a URI. */
    boolean isUri(ConfigurationPropertyName name) {
        ConfigurationProperty property = find(name);
        return property != null && property.getValue().toString().contains("://");
    }

    /** Whether there is a value, or a list of values. */
    boolean isWritten(ConfigurationPropertyName name) {
        return find(name) != null || !below(name).isEmpty();
    }

    /** What stands directly below a key, each element once however it is spelled, in order of appearance. */
    List<Element> below(ConfigurationPropertyName parent) {
        Map<String, Element> elements = new LinkedHashMap<>();
        for (ConfigurationPropertySource source : sources) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                boolean named = !isSystemEnvironment(source);
                iterable.stream()
                        .filter(parent::isAncestorOf)
                        .forEach(name -> elements.computeIfAbsent(
                                        name.getElement(parent.getNumberOfElements(), Form.UNIFORM),
                                        key -> new Element())
                                .add(name, parent.getNumberOfElements(), named));
            }
        }
        return new ArrayList<>(elements.values());
    }

    /**
     * Whether a source is the process's environment, whose names know no dashes and no capitals, and may be
     * meant for somebody else: Kubernetes sets {@code EARNORM_POOL_REDIS_PORT} for a service of that name.
     */
    static boolean isSystemEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    /** One element below a key, over all sources. */
    static final class Element {

        private final SortedSet<String> spellings = new TreeSet<>();
        private final Set<String> children = new LinkedHashSet<>();
        private @Nullable String fallback;
        private boolean value;

        private void add(ConfigurationPropertyName name, int index, boolean named) {
            String spelling = name.getElement(index, Form.ORIGINAL);
            fallback = spelling;
            if (named) {
                spellings.add(spelling);
            }
            if (name.getNumberOfElements() == index + 1) {
                value = true;
            } else {
                children.add(name.getElement(index + 1, Form.UNIFORM));
            }
        }

        /** The element as it is written; as the environment has it when nobody else has. */
        String name() {
            return spellings.isEmpty()
                    ? String.valueOf(fallback)
                    : spellings.iterator().next();
        }

        /** The different ways in which files and the command line write it. */
        Set<String> spellings() {
            return spellings;
        }

        /** Whether only the process's environment has it. */
        boolean onlyInEnvironment() {
            return spellings.isEmpty();
        }

        /** Whether it has a value itself. */
        boolean hasValue() {
            return value;
        }

        /** The uniform names of what stands below it. */
        Set<String> children() {
            return children;
        }
    }
}
