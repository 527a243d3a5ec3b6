package io.earnorm.pool.spring.documentation;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.util.StreamUtils;

/** Every property that something on the class path has metadata of. */
public final class KnownKeys {

    private final Set<String> values = new HashSet<>();
    private final Set<String> maps = new HashSet<>();

    /** Reads the metadata of all jars. */
    public KnownKeys() {
        try {
            for (URL file : Collections.list(
                    KnownKeys.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                read(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(URL file) throws IOException {
        try (InputStream in = file.openStream()) {
            String json = StreamUtils.copyToString(in, StandardCharsets.UTF_8);
            List<Map<String, Object>> properties = JsonPath.read(json, "$.properties");
            for (Map<String, Object> property : properties) {
                String name = uniform((String) property.get("name"));
                values.add(name);
                if (String.valueOf(property.get("type")).startsWith("java.util.Map")) {
                    maps.add(name);
                }
            }
        }
    }

    /** Whether somebody reads the property: by its whole name, or as an entry of a map. */
    public boolean contain(String key) {
        String name = uniform(key.replaceAll("\\[\\d+]", ""));
        if (values.contains(name)) {
            return true;
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            if (maps.contains(name.substring(0, dot))) {
                return true;
            }
        }
        return false;
    }

    private static String uniform(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
