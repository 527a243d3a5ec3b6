package io.earnorm.pool.spring;

import static io.earnorm.pool.spring.ConfiguredKeys.child;

import io.earnorm.pool.spring.ConfiguredKeys.Element;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Reads the pools of one backend: many with names, or one without. */
final class BackendReader {

    private final Backend backend;
    private final ConfigurationPropertyName section;
    private final ConfiguredKeys keys;
    private final SettingsBinder binder;
    private final SettingNames known;

    BackendReader(Backend backend, ConfiguredKeys keys, SettingsBinder binder) {
        this.backend = backend;
        this.section = PoolDefinitionsReader.ROOT.append(backend.section());
        this.keys = keys;
        this.binder = binder;
        this.known = SettingNames.of(backend.settingsType());
    }

    List<PoolDefinition> read() {
        List<Element> settings = new ArrayList<>();
        List<Element> pools = new ArrayList<>();
        for (Element element : keys.below(section)) {
            if (isSetting(element)) {
                settings.add(element);
            } else if (isPool(element)) {
                pools.add(element);
            }
        }
        if (settings.isEmpty()) {
            return pools.stream().map(this::named).toList();
        }
        refuseMixture(settings, pools);
        return List.of(definition(backend.section(), section));
    }

    /** A pool may be called {@code primary}: then it has settings of its own below it. */
    private boolean isSetting(Element element) {
        return known.isSection(element.name())
                || (known.isValue(element.name()) && element.children().isEmpty());
    }

    private boolean isPool(Element element) {
        if (element.onlyInEnvironment()) {
            return element.children().stream().anyMatch(child -> known.isValue(child) || known.isSection(child));
        }
        ConfigurationPropertyName key = child(section, element);
        if (element.hasValue() && keys.hasText(key)) { // A YAML section without content arrives as an empty value.
            throw keys.isUri(key) ? binder.misplaced(key, known) : binder.unknown(key, known);
        }
        return true;
    }

    private PoolDefinition named(Element element) {
        PoolNames.check(section, element);
        return definition(element.name(), child(section, element));
    }

    private PoolDefinition definition(String name, ConfigurationPropertyName prefix) {
        return new PoolDefinition(name, backend, prefix, binder.bind(prefix, backend.settingsType()));
    }

    private void refuseMixture(List<Element> settings, List<Element> pools) {
        String setting = "%s.%s".formatted(section, settings.get(0).name());
        if (!pools.isEmpty()) {
            throw new PoolPropertyException(
                    null,
                    setting,
                    keys.find(child(section, settings.get(0))),
                    "%s has both settings of its own and named pools (%s), and settings there apply to no named pool"
                            .formatted(section, pools.get(0).name()),
                    BindFailures.didYouMean(known.sectionNearestTo(pools.get(0).name()))
                            + "Move the settings of the nameless pool below a name, or settings for all pools to earnorm.pool.defaults.");
        }
        if (!backend.inTheBox()) {
            throw new PoolPropertyException(
                    null,
                    setting,
                    keys.find(child(section, settings.get(0))),
                    "a custom pool needs a name",
                    "Write %s.<name>.%s.".formatted(section, settings.get(0).name()));
        }
    }
}
