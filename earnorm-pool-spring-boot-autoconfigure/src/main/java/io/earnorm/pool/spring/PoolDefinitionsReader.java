package io.earnorm.pool.spring;

import static io.earnorm.pool.spring.ConfiguredKeys.child;

import io.earnorm.pool.spring.ConfiguredKeys.Element;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.Environment;

/**
 * Reads what is written below {@code earnorm.pool}, and refuses what it does not understand: a typing
 * mistake in a limit must not end in a pool without that limit.
 */
final class PoolDefinitionsReader {

    static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("earnorm.pool");

    private static final ConfigurationPropertyName TEMPLATES = ROOT.append("templates");

    /** Bound by Spring Boot, where Actuator is. */
    private static final Set<String> OF_ACTUATOR = Set.of("health", "metrics", "observation");

    /** The prefix of a template. */
    static ConfigurationPropertyName template(String name) {
        return ConfigurationPropertyName.adapt(TEMPLATES + "." + name, '.');
    }

    /** Whether a key below {@code earnorm.pool} is about health, meters or observations, and not about a pool. */
    static boolean isOfActuator(ConfigurationPropertyName key) {
        return OF_ACTUATOR.contains(key.getElement(ROOT.getNumberOfElements(), Form.UNIFORM));
    }

    private final ConfiguredKeys keys;
    private final SettingsBinder binder;

    PoolDefinitionsReader(Environment environment) {
        keys = new ConfiguredKeys(environment);
        binder = new SettingsBinder(environment, keys);
    }

    /**
     * Reads everything.
     *
     * @throws PoolPropertyException if something cannot work
     */
    PoolDefinitions read() {
        refuseMisplacedSections();
        refuseUnknownSections();
        PoolSettings defaults = binder.bind(ROOT.append("defaults"), PoolSettings.class);
        Map<String, PoolDefinition> pools = new LinkedHashMap<>();
        for (Backend backend : Backend.values()) {
            for (PoolDefinition pool : new BackendReader(backend, keys, binder).read()) {
                add(pool, pools);
            }
        }
        return new PoolDefinitions(defaults, templates(), pools);
    }

    private Map<String, PoolSettings> templates() {
        Map<String, PoolSettings> templates = new LinkedHashMap<>();
        for (Element template : keys.below(TEMPLATES)) {
            PoolNames.check(TEMPLATES, template);
            templates.put(template.name(), binder.bind(template(template.name()), PoolSettings.class));
        }
        return templates;
    }

    private void refuseUnknownSections() {
        SettingNames known = SettingNames.of(EarnormPoolProperties.class);
        for (Element element : keys.below(ROOT)) {
            String name = element.name();
            boolean fits = OF_ACTUATOR.contains(name) || known.isSection(name) || known.isValue(name);
            ConfigurationPropertyName key = child(ROOT, element);
            if (!fits && !element.onlyInEnvironment()) {
                throw binder.unknown(key, known);
            }
            if (known.isSection(name) && keys.hasText(key)) {
                throw binder.misplaced(key, known.below(name));
            }
        }
    }

    /** What an indentation that is one step short, or a slip in the prefix, makes of our sections. */
    private void refuseMisplacedSections() {
        SettingNames known = SettingNames.of(EarnormPoolProperties.class);
        ConfigurationPropertyName parent = ROOT.getParent();
        for (Element element : keys.below(parent)) {
            String name = element.name();
            boolean ours = known.isSection(name) || name.equals("pools");
            if (ours && !element.onlyInEnvironment()) {
                String meant = known.isSection(name) ? ROOT + "." + name : ROOT.toString();
                throw new PoolPropertyException(
                        null,
                        child(parent, element).toString(),
                        null,
                        "there is no setting of this name",
                        BindFailures.didYouMean(Optional.of(meant)) + "Correct the name, or remove the setting.");
            }
        }
    }

    /** Qualifiers, breakers, meters and the endpoint know pools by name alone. */
    private void add(PoolDefinition pool, Map<String, PoolDefinition> pools) {
        for (PoolDefinition other : pools.values()) {
            if (SettingNames.uniform(other.name()).equals(SettingNames.uniform(pool.name()))) {
                throw new PoolPropertyException(
                        pool.name(),
                        pool.prefix().toString(),
                        null,
                        "there is a pool of this name already: %s. Names must differ by more than dashes and capitals, also between backends"
                                .formatted(other.prefix()),
                        "Rename one of the two pools.");
            }
        }
        refuseSecondPrimary(pool, pools);
        pools.put(pool.name(), pool);
    }

    private void refuseSecondPrimary(PoolDefinition pool, Map<String, PoolDefinition> pools) {
        for (PoolDefinition other : pools.values()) {
            if (other.backend() == pool.backend()
                    && other.isCluster() == pool.isCluster()
                    && other.settings().isPrimary()
                    && pool.settings().isPrimary()) {
                throw new PoolPropertyException(
                        pool.name(),
                        pool.property("primary").toString(),
                        keys.find(pool.property("primary")),
                        "%s is primary already".formatted(other.prefix()),
                        "Let one pool of a backend be primary.");
            }
        }
    }
}
