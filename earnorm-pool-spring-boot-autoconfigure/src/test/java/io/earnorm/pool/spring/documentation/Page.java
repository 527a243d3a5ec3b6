package io.earnorm.pool.spring.documentation;

import io.earnorm.pool.spring.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param name its path from the root of the repository
 */
public record Page(String name, String text) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```([^`\n]*)\n(.*?)^\\1```$");

    /** Folders whose pages users read. */
    private static final List<String> FOLDERS =
            List.of("", "docs", "samples/quickstart", "samples/plain-java", "samples/custom-backend");

    /** Every page that users read, found where it is. */
    public static List<Page> all() {
        return FOLDERS.stream().flatMap(Page::in).toList();
    }

    /** The pages of a folder. */
    static Stream<Page> in(String folder) {
        Path root = RepositoryRoot.find();
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(file -> of(root.relativize(file).toString().replace('\\', '/')))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One page. */
    public static Page of(String name) {
        try {
            return new Page(name, Files.readString(RepositoryRoot.find().resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks of all pages. */
    public static List<Block> blocksOf(List<Page> pages) {
        return pages.stream().flatMap(page -> page.blocks().stream()).toList();
    }

    /** The page's fenced blocks, in order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher fenced = FENCED.matcher(text);
        while (fenced.find()) {
            int line = (int) text.substring(0, fenced.start(3)).lines().count() + 1;
            blocks.add(new Block(name, line, fenced.group(2).trim(), fenced.group(3)));
        }
        return blocks;
    }

    /** The text without its blocks, each replaced by as many empty lines. */
    String prose() {
        return FENCED.matcher(text)
                .replaceAll(found -> "\n".repeat((int) found.group().lines().count() - 1));
    }

    @Override
    public String toString() {
        return name;
    }
}
