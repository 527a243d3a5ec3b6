package io.earnorm.pool.spring.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.spring.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands and coordinates name what is there. */
class CommandsTest {

    private static final Pattern MODULE = Pattern.compile("\\./mvnw [^`\n]*?-pl ([\\w/.-]+)");
    private static final Pattern TEST = Pattern.compile("-Dtest='?([\\w*?,!]+)");
    private static final Pattern MAIN_CLASS = Pattern.compile("-Dspring-boot\\.run\\.main-class=([\\w.]+)");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "(?s)<dependency>.*?<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>(.*?)</dependency>");

    private static final Pattern METER = Pattern.compile("(earnorm_pool_\\w+)");

    private static final Path ROOT = RepositoryRoot.find();
    private static final List<Path> FILES = new ArrayList<>();

    @BeforeAll
    static void findFiles() throws IOException {
        for (Path module : modules()) {
            Path sources = module.resolve("src");
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    FILES.addAll(files.filter(Files::isRegularFile).toList());
                }
            }
        }
    }

    @Test
    void everyModuleOfACommandExists() {
        assertThat(found(MODULE))
                .isNotEmpty()
                .allSatisfy(module ->
                        assertThat(ROOT.resolve(module).resolve("pom.xml")).exists());
    }

    @Test
    void everyTestOfACommandExists() {
        assertThat(found(TEST).flatMap(tests -> Stream.of(tests.split(","))))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(FILES)
                        .as(test)
                        .anyMatch(file -> file.getFileName().toString().matches(test.replace("*", ".*") + "\\.java")));
    }

    @Test
    void everyMainClassOfACommandExists() {
        assertThat(found(MAIN_CLASS))
                .isNotEmpty()
                .allSatisfy(main ->
                        assertThat(FILES).as(main).anyMatch(file -> file.endsWith(main.replace('.', '/') + ".java")));
    }

    /** Each sample is started by one command, the one that its page and the index of samples say. */
    @Test
    void everySampleSaysHowToStartIt() {
        for (String sample : List.of("quickstart", "plain-java", "custom-backend")) {
            assertThat(Page.of("samples/" + sample + "/README.md").text())
                    .contains("-pl samples/" + sample + " -am spring-boot:run");
        }
    }

    @Test
    void everyDependencyIsOneThatTheBuildKnows() throws IOException {
        StringBuilder poms = new StringBuilder(Files.readString(ROOT.resolve("pom.xml")));
        for (Path module : modules()) {
            poms.append(Files.readString(module.resolve("pom.xml")));
        }
        List<MatchResult> dependencies = Page.blocksOf(Page.all()).stream()
                .filter(block -> block.language().equals("xml"))
                .flatMap(block -> DEPENDENCY.matcher(block.text()).results())
                .toList();
        assertThat(dependencies).isNotEmpty().allSatisfy(dependency -> {
            assertThat(poms)
                    .containsPattern("<groupId>" + Pattern.quote(dependency.group(1)) + "</groupId>\\s*<artifactId>"
                            + Pattern.quote(dependency.group(2)) + "</artifactId>");
            assertThat(dependency.group(3).contains("<version>"))
                    .as("only our own need a version: %s", dependency.group(2))
                    .isEqualTo(dependency.group(1).equals("io.earnorm"));
        });
        String version = Pattern.compile("<version>(.*?)</version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertThat(dependencies)
                .filteredOn(dependency -> dependency.group(3).contains("<version>"))
                .allSatisfy(
                        dependency -> assertThat(dependency.group(3)).contains("<version>" + version + "</version>"));
    }

    /** The page about metrics is compared with what an application exposes, the others with that page. */
    @Test
    void everyMeterIsOnThePageAboutMetrics() {
        String metrics = Page.of("docs/metrics.md").text();
        assertThat(found(METER))
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(metrics).contains(meter));
    }

    private static Stream<String> found(Pattern pattern) {
        return Page.all().stream()
                .flatMap(page -> pattern.matcher(page.text()).results())
                .map(result -> result.group(1));
    }

    private static List<Path> modules() throws IOException {
        List<Path> modules = new ArrayList<>();
        for (String folder : List.of("", "samples", "integration-tests")) {
            try (Stream<Path> children = Files.list(ROOT.resolve(folder))) {
                children.filter(child -> Files.exists(child.resolve("pom.xml"))).forEach(modules::add);
            }
        }
        return modules;
    }
}
