package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** The jar is compiled once: of what it mentions, only the other generation's classes may be missing. */
class MissingClassesTest {

    private static final Pattern MISSING = Pattern.compile("-> (\\S+)\\s+not found");

    /** On Spring Boot 3.5: what 4 moved there. */
    private static final Set<String> OF_4 = Set.of(
            "org.springframework.boot.data.redis.autoconfigure",
            "org.springframework.boot.health.autoconfigure.contributor",
            "org.springframework.boot.health.contributor",
            "org.springframework.boot.mongodb.autoconfigure");

    /** On Spring Boot 4: where these were before. */
    private static final Set<String> OF_3 = Set.of(
            "org.springframework.boot.actuate.autoconfigure.health",
            "org.springframework.boot.actuate.health",
            "org.springframework.boot.autoconfigure.data.redis",
            "org.springframework.boot.autoconfigure.mongo");

    @Test
    void onlyClassesOfTheOtherGenerationAreMissing() throws Exception {
        boolean is3 = SpringBootVersion.getVersion().startsWith("3.");
        assertThat(missingPackages()).containsExactlyElementsOf(new TreeSet<>(is3 ? OF_4 : OF_3));
    }

    private static Set<String> missingPackages() throws URISyntaxException {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int result = jdeps.run(
                printer,
                printer,
                "--missing-deps",
                "--multi-release",
                "17",
                "--class-path",
                System.getProperty("java.class.path"),
                ours().toString());
        String report = out.toString();
        assertThat(result).as(report).isZero();
        return MISSING.matcher(report)
                .results()
                .map(missing -> missing.group(1))
                .map(type -> type.substring(0, type.lastIndexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The jar, or the folder that becomes one. */
    private static Path ours() throws URISyntaxException {
        return Path.of(PoolAutoConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
