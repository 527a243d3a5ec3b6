package io.earnorm.pool.samples.plainjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainJavaSampleTest {

    @Test
    void printsWhatThePoolsDo() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PlainJavaSample.run(new PrintStream(printed, true, StandardCharsets.UTF_8));
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines)
                .contains(
                        "lease: [hello]",
                        "async: done while connection 1 is in use? false",
                        "async: [later]",
                        "execute: paper jam",
                        "executeIdempotent: [at last]",
                        "  event: the pool is closed",
                        "mongodb: hello from MongoDB",
                        "mongodb: up? true")
                .anyMatch(line -> line.startsWith("timeout: ") && line.contains("printers"))
                .anyMatch(line -> line.startsWith("now:   PoolMetrics[") && line.contains("inUse=0"));
        assertThat(lines).filteredOn(line -> line.endsWith("BROKEN")).hasSize(3);
        assertThat(lines).anyMatch(line -> line.equals("redis: hello from Redis") || mayBeLeftOut(line));
    }

    /** Where Redis is required, as in CI, a run without it must not pass. */
    private static boolean mayBeLeftOut(String line) {
        return line.startsWith("redis: left out") && !Boolean.getBoolean("earnorm.test.redis.required");
    }
}
