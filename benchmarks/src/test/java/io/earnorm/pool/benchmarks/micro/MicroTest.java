package io.earnorm.pool.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.benchmarks.report.Report;
import io.earnorm.pool.benchmarks.report.Result;
import io.earnorm.pool.benchmarks.report.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether everything runs; the figures mean nothing. */
@Timeout(120)
class MicroTest {

    private static final String FOLDER = "benchmarks.results";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @BeforeEach
    void write() {
        System.setProperty(FOLDER, folder.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(FOLDER);
    }

    @Test
    void everyBenchmarkRunsAndIsReported() throws Exception {
        Micro.main("smoke");
        assertThat(Results.read(folder))
                .extracting(Result::scenario)
                .contains("pairs", "sizes", "elsewhere", "variants", "failed");
        assertThat(Results.read(folder))
                .filteredOn(result -> result.metric().startsWith("wall time"))
                .allSatisfy(result -> assertThat(result.value()).isPositive());

        Path readme = folder.resolve("README.md");
        Files.copy(Path.of("README.md"), readme);
        Report.main(folder.toString(), folder.resolve("published").toString(), readme.toString());
        assertThat(readme)
                .content()
                .contains("# Benchmarks", "pool of 8 → 8,192", "pairs-2-threads-cpu.svg", "two CAS");
        assertThat(folder.resolve("published/pairs-2-threads-cpu.svg"))
                .content()
                .startsWith("<svg")
                .contains("earnorm, strict");
        assertThat(folder.resolve("published/pairs.json")).exists();
    }
}
