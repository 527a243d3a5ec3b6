package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * What a person reads when an application does not start: in whole applications, as Spring Boot prints it. The page has each
 * text word for word, so a text that changes is a test that fails.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartFailuresTest {

    @Test
    void thePageHasEveryText(CapturedOutput output) throws IOException {
        StringJoiner page = new StringJoiner("\n", "", "\n");
        page.add(GeneratedPage.head("Start failures", getClass()))
                .add(
                        "What is printed when an application does not start because of its pools, word for word. Here the settings were given on the")
                .add(
                        "command line; of a file, `Origin` names the line. Passwords are never shown. Every property: [Properties](properties.md).");
        String group = "";
        for (StartFailure failure : StartFailures.all()) {
            if (!failure.group().equals(group)) {
                group = failure.group();
                page.add("").add("## " + group);
            }
            String text = StartFailureApplications.text(failure, output);
            assertThat(text)
                    .as(failure.title())
                    .contains("earnorm.pool")
                    .doesNotContain("s3cret")
                    .endsWith(".");
            page.add("").add("### " + failure.title());
            if (!failure.properties().isEmpty()) {
                page.add("```properties")
                        .add(String.join("\n", failure.properties()))
                        .add("```");
            }
            page.add("```").add(text).add("```");
        }
        GeneratedPage.check("start-failures.md", page.toString(), getClass());
    }
}
