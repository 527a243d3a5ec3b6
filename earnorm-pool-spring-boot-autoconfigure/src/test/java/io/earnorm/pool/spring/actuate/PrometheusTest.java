package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.earnorm.pool.spring.FakeServer;
import io.earnorm.pool.spring.FakeServer.Connection;
import io.earnorm.pool.spring.FakeServer.FakePool;
import io.earnorm.pool.spring.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.Yaml;

/** The dashboard, the alerts and the page about metrics name what an application shows to Prometheus, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusTest {

    private static final Pattern SAMPLE = Pattern.compile("(earnorm_pool_\\w+)\\{(.*?)} \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}|\\$labels\\.(\\w+)");

    /** Added by whoever scrapes. */
    private static final String INSTANCE = "instance";

    /** By metric, the values of each label. */
    private final Map<String, Map<String, Set<String>>> shown = new HashMap<>();

    private final Map<String, Map<String, Set<String>>> shownExactly = new HashMap<>();

    @BeforeAll
    void scrape() throws Exception {
        shown.putAll(scraped());
        shownExactly.putAll(scraped(
                "earnorm.pool.metrics.exact-timers=true",
                "management.metrics.distribution.percentiles-histogram.earnorm.pool=true",
                "management.metrics.distribution.slo.earnorm.pool.usage=7ms"));
    }

    @Test
    void theDashboardAsksForNothingElse() throws IOException {
        List<String> queries = JsonPath.read(dashboard(), "$.panels[*].targets[*].expr");
        assertThat(queries).hasSizeGreaterThan(15).allSatisfy(this::check);
        List<String> legends = JsonPath.read(dashboard(), "$.panels[*].targets[*].legendFormat");
        assertThat(legends).hasSameSizeAs(queries).allSatisfy(this::checkLabels);
        List<String> variables = JsonPath.read(dashboard(), "$.templating.list[?(@.type == 'query')].definition");
        assertThat(variables).hasSize(2).allSatisfy(this::check);
    }

    @Test
    void eachPanelHasANumberAndAPlaceOfItsOwn() throws IOException {
        List<Map<String, Object>> panels = JsonPath.read(dashboard(), "$.panels[*]");
        assertThat(panels).extracting(panel -> panel.get("id")).doesNotHaveDuplicates();
        assertThat(panels).extracting(panel -> panel.get("gridPos")).doesNotHaveDuplicates();
    }

    @Test
    void theAlertsAskForNothingElse() throws IOException {
        Map<String, Object> alerts = new Yaml()
                .load(Files.readString(RepositoryRoot.find().resolve("docs/prometheus/earnorm-pool-alerts.yml")));
        List<Map<String, Object>> rules = JsonPath.read(alerts, "$.groups[*].rules[*]");
        assertThat(rules).hasSize(6).allSatisfy(rule -> {
            check((String) rule.get("expr"));
            checkLabels(rule.get("annotations").toString());
            assertThat(rule).containsKeys("alert", "labels");
        });
    }

    @Test
    void thePageListsEveryMetricAndNoOther() throws IOException {
        String page = Files.readString(RepositoryRoot.find().resolve("docs/metrics.md"));
        Set<String> named = new TreeSet<>();
        Matcher name = Pattern.compile("`(earnorm_pool_\\w+)").matcher(page);
        while (name.find()) {
            named.add(name.group(1));
        }
        assertThat(named).containsAll(shown.keySet());
        named.removeAll(shown.keySet());
        assertThat(shownExactly.keySet()).containsAll(named);
    }

    @Test
    void exactTimersHaveTheBucketsThatTheApplicationAsksFor() {
        assertThat(shown).doesNotContainKey("earnorm_pool_usage_seconds_bucket");
        assertThat(shownExactly.get("earnorm_pool_usage_seconds_bucket").get("le"))
                .contains("0.007");
        assertThat(shownExactly).containsKey("earnorm_pool_acquire_seconds_bucket");
    }

    private void check(String query) {
        PromQl names = PromQl.parse(query);
        Map<String, Map<String, Set<String>>> metrics = query.contains("_bucket") ? shownExactly : shown;
        assertThat(names.metrics()).as(query).isNotEmpty();
        names.metrics().forEach((metric, labels) -> {
            assertThat(metrics).as(query).containsKey(metric);
            Map<String, Set<String>> known = metrics.get(metric);
            labels.forEach((label, values) -> {
                if (!label.equals(INSTANCE)) {
                    assertThat(known).as(query).containsKey(label);
                    assertThat(known.get(label)).as(query).containsAll(values);
                }
            });
            assertThat(known.keySet())
                    .as(query)
                    .containsAll(names.grouping().stream()
                            .filter(label -> !label.equals(INSTANCE))
                            .toList());
        });
        names.rest().removeAll(Set.of(INSTANCE, "pool")); // What variables are made of.
        assertThat(names.rest()).as(query).isEmpty();
    }

    private void checkLabels(String text) {
        Matcher label = LEGEND.matcher(text);
        while (label.find()) {
            String name = label.group(1) == null ? label.group(2) : label.group(1);
            assertThat(Set.of(INSTANCE, "pool", "state", "reason")).as(text).contains(name);
        }
    }

    private static String dashboard() throws IOException {
        return Files.readString(RepositoryRoot.find().resolve("docs/grafana/earnorm-pool.json"));
    }

    /** Of an application that has made a connection, used it, and shows that over HTTP. */
    private static Map<String, Map<String, Set<String>>> scraped(String... properties) throws Exception {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("earnorm.pool.custom.jobs.type=fake");
        all.add("earnorm.pool.custom.jobs.initialization-fail-timeout=10s");
        try (WebApplication application = new WebApplication(new FakeServer(), all.toArray(String[]::new))) {
            application.context().getBean(FakePool.class).run(PrometheusTest::ask);
            return samples(application.get("/actuator/prometheus").body());
        }
    }

    private static void ask(Connection connection) {
        try {
            connection.ask();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Map<String, Set<String>>> samples(String text) {
        Map<String, Map<String, Set<String>>> samples = new HashMap<>();
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            Map<String, Set<String>> labels = samples.computeIfAbsent(sample.group(1), name -> new HashMap<>());
            Matcher label = LABEL.matcher(sample.group(2));
            while (label.find()) {
                labels.computeIfAbsent(label.group(1), name -> new TreeSet<>()).add(label.group(2));
            }
        }
        return samples;
    }
}
