package io.earnorm.pool.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/** Binds one group of settings, and says in our words what is wrong with them. */
final class SettingsBinder {

    private static final Map<Class<?>, String> ALLOWED = Map.of(
            Integer.class, "must be a whole number",
            Float.class, "must be a number",
            Double.class, "must be a number",
            Boolean.class, "must be true or false",
            boolean.class, "must be true or false",
            Duration.class, "must be a length of time, such as 500ms, 5s or 2m; a number alone is milliseconds");

    private final Environment environment;
    private final ConfiguredKeys keys;

    SettingsBinder(Environment environment, ConfiguredKeys keys) {
        this.environment = environment;
        this.keys = keys;
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
            return binder(prefix).bindOrCreate(prefix, Bindable.of(type), strict);
        } catch (BindException e) {
            if (e.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                ConfigurationProperty first =
                        unbound.getUnboundProperties().iterator().next();
                throw unknown(first.getName(), SettingNames.of(type));
            }
            throw wrongForm(e);
        }
    }

    /** A YAML section without content arrives as an empty text, which is no group of settings. */
    private Binder binder(ConfigurationPropertyName prefix) {
        if (keys.find(prefix) == null) {
            return Binder.get(environment);
        }
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            sources.add(source.filter(name -> !name.equals(prefix)));
        }
        return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
    }

    /** Refuses a key that means nothing. */
    PoolPropertyException unknown(ConfigurationPropertyName key, SettingNames known) {
        String suggestion = known.nearestTo(key.getLastElement(Form.UNIFORM))
                .map(name -> "Did you mean '%s'? ".formatted(name))
                .orElse("");
        return new PoolPropertyException(
                null,
                key.toString(),
                keys.find(key),
                "there is no setting of this name",
                suggestion + "Correct the name, or remove the setting.");
    }

    private PoolPropertyException wrongForm(BindException failure) {
        ConfigurationPropertyName name = failure.getName();
        Class<?> type = failure.getTarget().getType().resolve(Object.class);
        String allowed = type.isEnum() ? "must be one of " + constants(type) : ALLOWED.get(type);
        return new PoolPropertyException(
                null,
                name.toString(),
                keys.find(name),
                allowed == null ? "the value cannot be read" : allowed,
                "Correct the value of %s.".formatted(name)); // The cause would show the value.
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
