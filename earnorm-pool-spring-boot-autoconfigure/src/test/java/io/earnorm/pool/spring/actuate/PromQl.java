package io.earnorm.pool.spring.actuate;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metrics and labels a query names: as much of the language as our dashboard and alerts use.
 *
 * @param metrics the labels that each metric is selected by, with the wanted values, or none for a variable
 * @param grouping the labels that results are grouped by
 * @param rest words that are none of these, such as a metric of somebody else
 */
record PromQl(Map<String, Map<String, Set<String>>> metrics, Set<String> grouping, Set<String> rest) {

    private static final Pattern SELECTOR = Pattern.compile("(earnorm_pool_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*=~?\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern NO_NAME = Pattern.compile("\\[[^]]*]|\\b\\w+(?=\\s*\\()|\\b[\\d.]+\\b|\\b(and|or)\\b");
    private static final Pattern WORD = Pattern.compile("\\w+");

    static PromQl parse(String query) {
        PromQl names = new PromQl(new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        String rest =
                SELECTOR.matcher(query).replaceAll(selector -> names.select(selector.group(1), selector.group(2)));
        rest = GROUPING.matcher(rest).replaceAll(grouping -> addWords(grouping.group(1), names.grouping));
        addWords(NO_NAME.matcher(rest).replaceAll(" "), names.rest);
        return names;
    }

    private String select(String metric, String matchers) {
        Map<String, Set<String>> labels = metrics.computeIfAbsent(metric, name -> new LinkedHashMap<>());
        Matcher matcher = MATCHER.matcher(matchers == null ? "" : matchers);
        while (matcher.find()) {
            Set<String> values = labels.computeIfAbsent(matcher.group(1), label -> new LinkedHashSet<>());
            if (!matcher.group(2).startsWith("$")) {
                values.addAll(Set.of(matcher.group(2).split("\\|")));
            }
        }
        return " ";
    }

    private static String addWords(String text, Set<String> words) {
        WORD.matcher(text).results().forEach(word -> words.add(word.group()));
        return " ";
    }
}
