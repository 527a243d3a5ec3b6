package io.earnorm.pool.spring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/** Binds one group of settings, and says in our words what is wrong with them. */
final class SettingsBinder {

    private final Environment environment;
    private final ConfiguredKeys keys;
    private final BindFailures failures;

    SettingsBinder(Environment environment, ConfiguredKeys keys) {
        this.environment = environment;
        this.keys = keys;
        this.failures = new BindFailures(keys);
    }

    /**
     * Binds what stands below a prefix.
     *
     * @return what is written there; nothing is set where nothing is written
     * @throws PoolPropertyException if a value has the wrong form, or a key is unknown
     */
    <S extends PoolSettings> S bind(ConfigurationPropertyName prefix, Class<S> type) {
        BindHandler strict = new NoUnboundElementsBindHandler(
                BindHandler.DEFAULT, source -> !ConfiguredKeys.isSystemEnvironment(source));
        try {
            return binder(prefix, type).bindOrCreate(prefix, Bindable.of(type), strict);
        } catch (BindException e) {
            throw failures.of(e, prefix, type); // Without the cause, which would show the value.
        }
    }

    /** A YAML section without content arrives as an empty text, which is no group of settings. */
    private Binder binder(ConfigurationPropertyName prefix, Class<?> type) {
        Set<ConfigurationPropertyName> empty = new HashSet<>();
        collectEmpty(prefix, SettingNames.of(type), empty);
        if (empty.isEmpty()) {
            return Binder.get(environment);
        }
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            sources.add(source.filter(name -> !empty.contains(name)));
        }
        return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
    }

    private void collectEmpty(
            ConfigurationPropertyName section, SettingNames below, Set<ConfigurationPropertyName> empty) {
        if (keys.find(section) != null) {
            if (keys.hasText(section)) {
                throw failures.misplaced(section, below);
            }
            empty.add(section);
        }
        below.inner().forEach((name, inner) -> collectEmpty(section.append(name), inner, empty));
    }

    /** Refuses a value where a section begins. */
    PoolPropertyException misplaced(ConfigurationPropertyName section, SettingNames below) {
        return failures.misplaced(section, below);
    }

    /** Refuses a key that means nothing. */
    PoolPropertyException unknown(ConfigurationPropertyName key, SettingNames known) {
        return failures.unknown(key, known);
    }
}
