package io.earnorm.pool.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/** The table of careless acts in {@code docs/redis.md}. */
final class ComparisonTable {

    private static final String HEADER = "| what a holder does |";

    /** A cell that says what another version of Jedis does in brackets. */
    private static final Pattern BY_VERSION = Pattern.compile("(.*) \\(Jedis (\\d+): (.*)\\)");

    private final Map<String, String> lines = new LinkedHashMap<>();
    private final List<String> rows;

    private ComparisonTable(List<String> page) {
        rows = page.stream()
                .dropWhile(line -> !line.startsWith(HEADER))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        rows.forEach(line -> lines.put(line.split(" \\| ")[0].substring(2), forThisJedis(line)));
    }

    static ComparisonTable read() {
        return new ComparisonTable(text("docs/redis.md").lines().toList());
    }

    static String readme() {
        return text("README.md");
    }

    /** How many acts the next borrower of a {@code JedisPool} notices, with one version of Jedis at least. */
    long disturbing() {
        return rows.stream()
                .filter(row -> !row.split(" \\| ")[1].equals("nothing"))
                .count();
    }

    private static String text(String path) {
        try {
            return Files.readString(root().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        return List.copyOf(lines.keySet());
    }

    /** What the table has for an act, for the version of Jedis that is running. */
    Optional<String> line(CarelessAct act) {
        return Optional.ofNullable(lines.get(act.name()));
    }

    boolean says(CarelessAct act, Optional<String> complaint) {
        return line(act).filter(line(act, complaint)::equals).isPresent();
    }

    /** What the table should have. */
    static String line(CarelessAct act, Optional<String> complaint) {
        return "| %s | %s | nothing: %s |"
                .formatted(
                        act.name(),
                        complaint.orElse("nothing").replace("|", "\\|"),
                        act.becomes().name().toLowerCase(Locale.ROOT));
    }

    private static String forThisJedis(String line) {
        String[] cells = line.split(" \\| ");
        Matcher byVersion = BY_VERSION.matcher(cells[1]);
        if (byVersion.matches()) {
            cells[1] = byVersion.group(jedisVersion().startsWith(byVersion.group(2) + ".") ? 3 : 1);
        }
        return String.join(" | ", cells);
    }

    private static String jedisVersion() {
        Properties about = new Properties();
        try (InputStream in = Jedis.class.getResourceAsStream("pom.properties")) {
            about.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return about.getProperty("version");
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/redis.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
