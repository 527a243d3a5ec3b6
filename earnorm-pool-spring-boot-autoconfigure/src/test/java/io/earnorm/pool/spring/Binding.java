package io.earnorm.pool.spring;

import io.earnorm.pool.spring.SettingKeys.SettingKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Sets one key as an application does, and looks where it arrives. */
record Binding(String name, SettingKey key) {

    @Nullable
    Object value() {
        boolean map = Map.class.isAssignableFrom(key.property().getPropertyType());
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of(map ? name + ".key" : name, key.sample())));
        Object value = new BeanWrapperImpl(bound(environment)).getPropertyValue(path());
        return map && value != null ? ((Map<?, ?>) value).get("key") : value;
    }

    /** Defaults are bound apart from the rest. */
    private String path() {
        return key.path().replaceFirst("^defaults\\.", "");
    }

    private Object bound(StandardEnvironment environment) {
        PoolDefinitions definitions = new PoolDefinitionsReader(environment).read();
        if (name.startsWith("earnorm.pool.defaults.")) {
            return definitions.defaults();
        }
        if (name.startsWith("earnorm.pool.templates.name.")) {
            return definitions.templates().get("name");
        }
        if (!definitions.pools().isEmpty()) {
            return definitions.all().iterator().next().settings();
        }
        return Binder.get(environment).bindOrCreate(key.root(), key.rootType());
    }
}
