package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that a test makes. */
final class GeneratedPage {

    private static final String RENEW = "renew";

    private GeneratedPage() {}

    /** What begins such a page. */
    static String head(String title, Class<?> test) {
        return "<!-- Made by a test; renew it with\n%s\n-->\n# %s\n".formatted(command(test), title);
    }

    /** Compares the page with what it should be; or writes it, when asked to. */
    static void check(String page, String expected, Class<?> test) throws IOException {
        Path file = RepositoryRoot.find().resolve("docs").resolve(page);
        if (Boolean.getBoolean(RENEW)) {
            Files.writeString(file, expected);
        }
        assertThat(Files.exists(file) ? Files.readString(file).replace("\r\n", "\n") : "")
                .as("%s is not up to date. Renew it, and look at the difference: %s", file, command(test))
                .isEqualTo(expected);
    }

    private static String command(Class<?> test) {
        return "./mvnw -pl earnorm-pool-spring-boot-autoconfigure -am verify -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -D%s=true"
                .formatted(test.getSimpleName(), RENEW);
    }
}
