package io.earnorm.pool.spring;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StreamUtils;

/** What editors read: made of the classes by Spring Boot's processor, and of our additions. */
final class Metadata {

    private final String json = read();

    /** All properties, by name. */
    Map<String, Property> properties() {
        return items("properties").stream()
                .map(Property::new)
                .collect(Collectors.toMap(Property::name, property -> property, Metadata::refuse, TreeMap::new));
    }

    /** All hints, by name. */
    Map<String, Hint> hints() {
        return items("hints").stream()
                .map(Hint::new)
                .collect(Collectors.toMap(Hint::name, hint -> hint, Metadata::refuse, TreeMap::new));
    }

    /** The descriptions of all groups, by name. */
    Map<String, String> groups() {
        return items("groups").stream()
                .collect(Collectors.toMap(
                        group -> text(group, "name"),
                        group -> text(group, "description"),
                        Metadata::refuse,
                        TreeMap::new));
    }

    /** Additions with a slip in the name would not be merged, but stand there twice. */
    private static <T> T refuse(T one, T other) {
        throw new AssertionError("Twice: %s and %s".formatted(one, other));
    }

    private List<Map<String, Object>> items(String kind) {
        return JsonPath.read(json, "$." + kind);
    }

    private static String text(Map<String, Object> item, String key) {
        return Objects.toString(item.get(key), "");
    }

    private static String read() {
        try (InputStream metadata = ours().openStream()) {
            return StreamUtils.copyToString(metadata, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Others on the class path have a file of this name, too: ours is where our classes are. */
    private static URL ours() throws IOException {
        String here = PoolAutoConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return Collections.list(PoolAutoConfiguration.class
                        .getClassLoader()
                        .getResources("META-INF/spring-configuration-metadata.json"))
                .stream()
                .filter(url -> url.getPath().contains(here))
                .findFirst()
                .orElseThrow();
    }

    /** One property. */
    record Property(Map<String, Object> json) {

        String name() {
            return text(json, "name");
        }

        String type() {
            return text(json, "type");
        }

        String description() {
            return text(json, "description");
        }

        /** Null where nothing applies when nothing is set. */
        @Nullable
        Object defaultValue() {
            return json.get("defaultValue");
        }

        boolean deprecated() {
            return json.containsKey("deprecation");
        }

        boolean isMapOfOurs() {
            return type().matches("java\\.util\\.Map<.*earnorm.*>");
        }
    }

    /** What may stand in one property, or as a key in one. */
    record Hint(Map<String, Object> json) {

        String name() {
            return text(json, "name");
        }

        /** The property that it is about: of a map, hints name the keys or the values. */
        String property() {
            return name().replaceFirst("\\.(keys|values)$", "");
        }

        /** The values, and what they mean; empty where that is plain. */
        Map<String, String> values() {
            Map<String, String> values = new TreeMap<>();
            maps("values").forEach(value -> values.put(text(value, "value"), text(value, "description")));
            return values;
        }

        Set<String> providers() {
            return maps("providers").stream()
                    .map(provider -> text(provider, "name"))
                    .collect(Collectors.toSet());
        }

        @SuppressWarnings("unchecked") // JSON.
        private List<Map<String, Object>> maps(String key) {
            return (List<Map<String, Object>>) json.getOrDefault(key, List.of());
        }
    }
}
