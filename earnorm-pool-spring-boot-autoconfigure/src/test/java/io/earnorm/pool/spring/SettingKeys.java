package io.earnorm.pool.spring;

import java.beans.PropertyDescriptor;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Every key that the code binds, found by reflection. */
final class SettingKeys {

    private static final String OURS = SettingKeys.class.getPackageName();

    private final Map<String, SettingKey> keys = new TreeMap<>();

    private SettingKeys() {}

    /** Those that metadata can name: where there are names of the user's choice, it is the map alone. */
    static Map<String, SettingKey> all() {
        SettingKeys all = new SettingKeys();
        ClassPathScanningCandidateComponentProvider classes = new ClassPathScanningCandidateComponentProvider(false);
        classes.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        classes.findCandidateComponents(OURS).forEach(found -> {
            Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
            ConfigurationProperties annotation = type.getAnnotation(ConfigurationProperties.class);
            String prefix = annotation.value().isEmpty() ? annotation.prefix() : annotation.value();
            all.add(prefix, type, prefix, type, "");
        });
        return all.keys;
    }

    /** Those below one prefix. */
    static Map<String, SettingKey> below(String prefix, Class<?> type) {
        SettingKeys found = new SettingKeys();
        found.add(prefix, type, prefix, type, "");
        return found.keys;
    }

    private void add(String root, Class<?> rootType, String prefix, Class<?> type, String path) {
        for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
            String name = prefix + "." + SettingNames.dashed(property.getName());
            Class<?> valueType = property.getPropertyType();
            if (valueType.getPackageName().startsWith(OURS)) {
                add(root, rootType, name, valueType, path + property.getName() + ".");
            } else if (!property.getName().equals("class")) {
                keys.put(name, new SettingKey(root, rootType, path + property.getName(), property));
            }
        }
    }

    /**
     * One key.
     *
     * @param root the prefix of what is bound
     * @param rootType what it is bound to
     * @param path the property below that, in Java
     * @param property the property
     */
    record SettingKey(String root, Class<?> rootType, String path, PropertyDescriptor property) {

        /** The class that has the setting. */
        Class<?> owner() {
            return property.getReadMethod().getDeclaringClass();
        }

        /** A value that is not the default. */
        String sample() {
            Class<?> type = property.getPropertyType();
            if (type.isEnum()) {
                return type.getEnumConstants()[0].toString().toLowerCase(Locale.ROOT);
            }
            return switch (StringUtils.capitalize(type.getSimpleName())) {
                case "Boolean" -> property.getName().equals("enabled") ? "false" : "true";
                case "Integer", "Double", "Float" -> "7";
                case "Duration" -> "7s";
                default -> "text";
            };
        }
    }
}
