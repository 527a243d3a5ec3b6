package io.earnorm.pool.spring.documentation;

import io.earnorm.pool.spring.RepositoryRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links of a page that lead to other pages and files of the repository. */
final class Links {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)\\s*$");

    private Links() {}

    /** Those that lead nowhere, with the page. */
    static List<String> broken(Page page) {
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(page.prose());
        while (links.find()) {
            String link = links.group(1);
            if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
                broken.add(page + ": " + link);
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Page page, String link) {
        Path root = RepositoryRoot.find();
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty()
                ? root.resolve(page.name())
                : root.resolve(page.name()).resolveSibling(path).normalize();
        if (!Files.exists(target) || !target.startsWith(root)) {
            return false;
        }
        return hash < 0 || anchors(Page.of(root.relativize(target).toString())).contains(link.substring(hash + 1));
    }

    /** As the usual viewers of Markdown make them of headings: small letters, dashes for blanks, no punctuation. */
    private static List<String> anchors(Page page) {
        List<String> anchors = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        Matcher headings = HEADING.matcher(page.prose());
        while (headings.find()) {
            String anchor = headings.group(1)
                    .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }
}
