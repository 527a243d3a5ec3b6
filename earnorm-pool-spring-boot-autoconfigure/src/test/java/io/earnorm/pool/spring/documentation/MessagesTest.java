package io.earnorm.pool.spring.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The messages that troubleshooting explains are those that the code has, and all that its core can say are explained. */
class MessagesTest {

    private static final Pattern QUOTED = Pattern.compile("(?m)^(?:### |\\| )`([^`]+)`");

    private final Sources sources = new Sources();

    private final List<String> explained = QUOTED.matcher(
                    Page.of("docs/troubleshooting.md").text())
            .results()
            .map(result -> result.group(1))
            .toList();

    @Test
    void everyMessageIsOneThatTheCodeHas() {
        assertThat(explained).hasSizeGreaterThan(40);
        assertThat(explained).filteredOn(message -> !sources.have(message)).isEmpty();
    }

    @Test
    void everyMessageOfTheEngineIsExplained() {
        List<String> missing = new ArrayList<>();
        for (String folder : List.of("", "engine/", "resilience/")) {
            sources.messagesOf(folder)
                    .forEach((file, messages) -> messages.stream()
                            .filter(message -> !isExplained(message))
                            .forEach(message -> missing.add(file + ": " + message)));
        }
        assertThat(missing).isEmpty();
    }

    /** Some part of the message between two of its variables is on the page. */
    private boolean isExplained(String message) {
        for (String part : message.split("%[sd]|\\{}")) {
            String words = part.replaceAll("^\\W+|\\s+$", "");
            if (words.length() > 10 && explained.stream().anyMatch(line -> line.contains(words))) {
                return true;
            }
        }
        return false;
    }
}
