package io.earnorm.pool.spring;

import io.earnorm.pool.spring.Metadata.Hint;
import io.earnorm.pool.spring.Metadata.Property;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints every property. What defaults, templates and pools have in common is printed once. */
final class PropertiesPage {

    private static final String ROOT = "earnorm.pool.";
    private static final String DEFAULTS = ROOT + "defaults.";
    private static final String MONGODB = ROOT + "mongodb.";
    private static final String REDIS = ROOT + "redis.";

    private final Metadata metadata = new Metadata();
    private final Map<String, Property> properties = metadata.properties();
    private final Map<String, Hint> hints = metadata.hints();
    private final Set<String> printed = new TreeSet<>();
    private final StringJoiner page = new StringJoiner("\n", "", "\n");

    /** What metadata cannot name: the keys of a custom pool that other pools do not have. */
    private final Map<String, String> ofCustomPools;

    PropertiesPage(Map<String, String> ofCustomPools) {
        this.ofCustomPools = ofCustomPools;
    }

    String print(String head) {
        page.add(head)
                .add(
                        "What can be written below `earnorm.pool`, and what it is when nobody writes it. How pools, templates and defaults work together, with")
                .add(
                        "examples: [Spring Boot](spring-boot.md#several-pools). A key that is not on this page is refused when the application starts, see")
                .add("[Start failures](start-failures.md).")
                .add("")
                .add("A length of time is `500ms`, `5s`, `2m`, `1h` or `PT5S`; a number alone is milliseconds.");
        section("The pools", "", name -> properties.get(name).isMapOfOurs());
        section("A pool, a template, the defaults", DEFAULTS, name -> true);
        section("A pool", MONGODB, name -> !properties.containsKey(name.replace(MONGODB, DEFAULTS)));
        section("A Redis pool", REDIS, name -> !properties.containsKey(name.replace(REDIS, MONGODB)));
        custom();
        extraConfig("MongoDB", MONGODB, "mongodb.md");
        extraConfig("Redis", REDIS, "redis.md");
        section(
                "The application",
                "",
                name -> !name.startsWith(DEFAULTS)
                        && !name.startsWith(MONGODB)
                        && !name.startsWith(REDIS)
                        && !properties.get(name).isMapOfOurs()
                        && !properties.get(name).deprecated());
        return page.toString();
    }

    /** Whether a property is on the page, for itself or with those that it is like. */
    boolean has(String name) {
        return printed.contains(name)
                || printed.contains(name.replaceFirst("earnorm\\.pool\\.\\w+\\.", DEFAULTS))
                || printed.contains(name.replaceFirst("earnorm\\.pool\\.\\w+\\.", MONGODB));
    }

    private void section(String title, String prefix, Predicate<String> which) {
        List<Property> rows = properties.values().stream()
                .filter(property -> property.name().startsWith(prefix) && which.test(property.name()))
                .sorted(Comparator.comparing(Property::name))
                .toList();
        page.add("").add("## " + title);
        intro(prefix);
        page.add("| property | type | default | |").add("|---|---|---|---|");
        rows.forEach(property -> row(property, property.name().substring(prefix.length())));
    }

    private void intro(String prefix) {
        String where = switch (prefix) {
            case DEFAULTS -> "Below `earnorm.pool.defaults`, `earnorm.pool.templates.<name>`, and each pool.";
            case MONGODB ->
                "Below `earnorm.pool.mongodb.<name>`, `earnorm.pool.redis.<name>` and `earnorm.pool.custom.<name>`; for the only pool of a backend"
                        + " also below\n`earnorm.pool.mongodb` and `earnorm.pool.redis` themselves.";
            case REDIS -> "Below `earnorm.pool.redis.<name>` or `earnorm.pool.redis`.";
            default -> null;
        };
        page.add(where == null ? "" : where + "\n");
    }

    private void row(Property property, String shownName) {
        printed.add(property.name());
        Hint hint = hints.get(property.name());
        page.add("| `%s` | %s | %s | %s%s |"
                .formatted(
                        property.isMapOfOurs() ? shownName + ".<name>" : shownName,
                        type(property, hint),
                        value(property.defaultValue()),
                        property.description(),
                        hint == null || shownName.equals("uri") ? "" : examples(hint)));
    }

    private static String type(Property property, @Nullable Hint hint) {
        return switch (property.type().replaceFirst("<.*", "").replaceFirst(".*\\.", "")) {
            case "Duration" -> "time";
            case "Integer" -> "whole number";
            case "Double", "Float" -> "number";
            case "Boolean" -> "`true`, `false`";
            case "String" -> "text";
            case "List" -> "list";
            case "Map" -> property.isMapOfOurs() ? "section" : "map";
            default -> choices(hint);
        };
    }

    private static String choices(@Nullable Hint hint) {
        Set<String> values = hint == null ? Set.of() : hint.values().keySet();
        return values.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
    }

    private static String value(@Nullable Object written) {
        return written == null ? "" : "`%s`".formatted(written.toString().replace("read_only", "read-only"));
    }

    private static String examples(Hint hint) {
        return hint.values().entrySet().stream()
                .filter(value -> !value.getValue().isEmpty() && !value.getKey().matches("-?0(ms)?|-1ms"))
                .map(value -> " `%s`: %s".formatted(value.getKey(), value.getValue()))
                .collect(Collectors.joining());
    }

    private void custom() {
        page.add("")
                .add("## A custom pool")
                .add("Below `earnorm.pool.custom.<name>`.")
                .add("");
        page.add("| property | type | default | |").add("|---|---|---|---|");
        ofCustomPools.forEach((name, description) -> page.add("| `%s` | text | | %s |".formatted(name, description)));
    }

    private void extraConfig(String backend, String prefix, String more) {
        page.add("")
                .add("## `extra-config` of " + backend)
                .add("More: [%s](%s).".formatted(backend, more))
                .add("");
        page.add("| key | |").add("|---|---|");
        Map<String, String> keys = hints.get(prefix + "extra-config.keys").values();
        new LinkedHashSet<>(keys.keySet()).forEach(key -> page.add("| `%s` | %s |".formatted(key, keys.get(key))));
    }
}
