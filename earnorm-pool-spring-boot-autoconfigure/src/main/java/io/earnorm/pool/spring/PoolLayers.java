package io.earnorm.pool.spring;

import io.earnorm.pool.config.PoolConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** What applies to one pool: built-in values, then the defaults, then its template, then its own. */
final class PoolLayers {

    /** An application starts while its backend is down, and its health says so. */
    private static final Duration LAZY = Duration.ofMillis(-1);

    private final List<PoolSettings> farthestFirst = new ArrayList<>();
    private final List<ConfigurationPropertyName> nearestFirst = new ArrayList<>();

    /**
     * Lays a pool's settings over each other.
     *
     * @throws PoolPropertyException if the pool's template does not exist
     */
    PoolLayers(PoolDefinitions definitions, PoolDefinition pool, ConfiguredKeys keys) {
        add(definitions.defaults(), PoolDefinitionsReader.ROOT.append("defaults"));
        String template = pool.settings().getTemplate();
        if (template != null) {
            PoolSettings settings = definitions.templates().get(template);
            if (settings == null) {
                throw unknownTemplate(definitions, pool, keys);
            }
            add(settings, PoolDefinitionsReader.template(template));
        }
        add(pool.settings(), pool.prefix());
    }

    private void add(PoolSettings settings, ConfigurationPropertyName prefix) {
        farthestFirst.add(settings);
        nearestFirst.add(0, prefix);
    }

    /** The prefixes under which a setting may be found, the pool's own first. */
    List<ConfigurationPropertyName> prefixes() {
        return nearestFirst;
    }

    /** The nearest value of a setting; null when nobody sets it. */
    <T> @Nullable T nearest(Setting<T> setting) {
        T found = null;
        for (PoolSettings layer : farthestFirst) {
            T value = setting.of(layer);
            found = value == null ? found : value;
        }
        return found;
    }

    /** The settings, not yet checked. */
    PoolConfig.Builder config() {
        PoolConfig.Builder config = PoolConfig.builder().initializationFailTimeout(LAZY);
        Map<String, Object> extraConfig = new LinkedHashMap<>();
        each(layer -> layer.applyTo(config));
        each(layer -> extraConfig.putAll(layer.getExtraConfig()));
        return config.extraConfig(extraConfig);
    }

    void each(Consumer<PoolSettings> visitor) {
        farthestFirst.forEach(visitor);
    }

    private static PoolPropertyException unknownTemplate(
            PoolDefinitions definitions, PoolDefinition pool, ConfiguredKeys keys) {
        return new PoolPropertyException(
                pool.name(),
                pool.property("template").toString(),
                keys.find(pool.property("template")),
                "there is no template of this name; there are: "
                        + (definitions.templates().isEmpty()
                                ? "none"
                                : String.join(", ", definitions.templates().keySet())),
                "Write the template below earnorm.pool.templates, or use one that is there.");
    }

    /** Reads one setting; null where it is not set. */
    @FunctionalInterface
    interface Setting<T> {
        @Nullable
        T of(PoolSettings layer);
    }
}
