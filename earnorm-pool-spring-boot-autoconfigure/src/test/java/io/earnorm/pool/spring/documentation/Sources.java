package io.earnorm.pool.spring.documentation;

import io.earnorm.pool.spring.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts in the sources of the published modules: string literals, joined where they are added to each other. */
final class Sources {

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//[^\n]*$");
    private static final Pattern LITERAL = Pattern.compile("\"((?:\\\\.|[^\"\\\\\n])*)\"");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    private final Map<String, List<String>> literals = new LinkedHashMap<>();

    Sources() {
        for (String module :
                List.of("earnorm-pool-core", "earnorm-pool-spring-boot-autoconfigure", "earnorm-pool-test")) {
            read(RepositoryRoot.find().resolve(module).resolve("src/main/java/io/earnorm/pool"));
        }
    }

    private void read(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                literals.put(folder.relativize(file).toString(), literalsOf(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> literalsOf(String source) {
        String code = JOINED.matcher(COMMENT.matcher(source).replaceAll("")).replaceAll("");
        return LITERAL.matcher(code)
                .results()
                .map(found -> found.group(1).replace("\\\"", "\""))
                .toList();
    }

    /** Whether one file has every part of a message; {@code …} stands for what differs from case to case. */
    boolean have(String message) {
        List<String> parts = Stream.of(message.split("…"))
                .map(String::strip)
                .filter(part -> part.matches(".*\\p{L}{2}.*"))
                .toList();
        return !parts.isEmpty()
                && literals.values().stream()
                        .anyMatch(texts ->
                                parts.stream().allMatch(part -> texts.stream().anyMatch(text -> text.contains(part))));
    }

    /** Literals of a folder that read like messages: some words, one after the other. */
    Map<String, List<String>> messagesOf(String folder) {
        return literals.entrySet().stream()
                .filter(file -> file.getKey().startsWith(folder)
                        && !file.getKey().substring(folder.length()).contains("/"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        file -> file.getValue().stream()
                                .filter(text -> text.matches(".*[\\p{L}']{2,}( [\\p{L}'(]+){2,}.*"))
                                .toList()));
    }
}
