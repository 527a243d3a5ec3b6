package io.earnorm.pool.spring;

import java.beans.PropertyDescriptor;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;

/** The keys that may stand below a pool, a template or the defaults: the properties of the class that they are bound to. */
final class SettingNames {

    /** Farther from every key than this, a wrong one is not a slip of the pen. */
    private static final int FARTHEST_SLIP = 3;

    /** Of a map, whose keys are not ours. */
    private static final SettingNames NONE = new SettingNames(Object.class);

    /** By uniform name; whether other keys stand below it. */
    private final Map<String, Setting> settings = new TreeMap<>();

    private SettingNames(Class<?> type) {
        for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
            Class<?> valueType = property.getPropertyType();
            if (valueType == null || property.getName().equals("class")) {
                continue;
            }
            boolean section = Map.class.isAssignableFrom(valueType) || property.getWriteMethod() == null;
            Setting setting = new Setting(dashed(property.getName()), valueType, section);
            settings.put(uniform(setting.name()), setting);
        }
    }

    static SettingNames of(Class<?> type) {
        return new SettingNames(type);
    }

    /** Whether the element, in any form, is a setting with a value of its own. */
    boolean isValue(String element) {
        Setting setting = settings.get(uniform(element));
        return setting != null && !setting.section();
    }

    /** Whether the element, in any form, is a setting that has others below it. */
    boolean isSection(String element) {
        Setting setting = settings.get(uniform(element));
        return setting != null && setting.section();
    }

    /** Whether the element, in any form, is a setting with a value of its own, here or in a section. */
    boolean knows(String element) {
        return isValue(element)
                || sections().anyMatch(section -> of(section.type()).knows(element));
    }

    /** The names that may stand below a section; those of this class if there is no such section. */
    SettingNames below(String element) {
        return sections()
                .filter(section -> uniform(section.name()).equals(uniform(element)))
                .findFirst()
                .map(section -> of(section.type()))
                .orElse(this);
    }

    private Stream<Setting> sections() {
        return settings.values().stream().filter(Setting::hasNames);
    }

    /** What somebody who wrote {@code element} may have meant. */
    Optional<String> nearestTo(String element) {
        String given = uniform(element);
        Setting meant = settings.get(uniform(ForeignNames.ours(given)));
        return meant == null ? nested(given).or(() -> nearestByLetters(given)) : Optional.of(meant.name());
    }

    /** Where a section stands that belongs into another one. */
    private Optional<String> nested(String given) {
        return sections()
                .filter(section -> of(section.type()).isSection(given))
                .findFirst()
                .flatMap(section ->
                        of(section.type()).nearestTo(given).map(name -> "%s.%s".formatted(section.name(), name)));
    }

    /** The section that somebody who wrote {@code element} may have meant. */
    Optional<String> sectionNearestTo(String element) {
        return nearestTo(element).filter(name -> name.contains(".") || isSection(name));
    }

    /** The sections, by their names. */
    Map<String, SettingNames> inner() {
        Map<String, SettingNames> inner = new TreeMap<>();
        settings.values().stream()
                .filter(Setting::section)
                .forEach(section -> inner.put(section.name(), section.hasNames() ? of(section.type()) : NONE));
        return inner;
    }

    /** The name of the only setting; empty if there are several, or sections. */
    Optional<String> only() {
        return settings.size() == 1
                ? settings.values().stream()
                        .filter(setting -> !setting.section())
                        .map(Setting::name)
                        .findFirst()
                : Optional.empty();
    }

    private Optional<String> nearestByLetters(String given) {
        return settings.entrySet().stream()
                .filter(setting -> distance(given, setting.getKey()) <= Math.min(FARTHEST_SLIP, given.length() / 2))
                .min(Comparator.comparingInt(setting -> distance(given, setting.getKey())))
                .map(setting -> setting.getValue().name());
    }

    /** {@code maxSize} as it is written in a property file: {@code max-size}. */
    static String dashed(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** What relaxed binding compares: {@code max-size}, {@code max_size} and {@code maxSize} are all one. */
    static String uniform(String element) {
        return element.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /** How many letters to add, drop or change (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[other.length()];
    }

    private record Setting(String name, Class<?> type, boolean section) {

        /** A map has no names of ours below it. */
        boolean hasNames() {
            return section && !Map.class.isAssignableFrom(type);
        }
    }
}
