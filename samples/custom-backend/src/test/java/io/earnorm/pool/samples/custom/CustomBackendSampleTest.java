package io.earnorm.pool.samples.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CustomBackendSampleTest {

    @Test
    void printsWhatThePoolDoes() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        CustomBackendSample.run(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .startsWith(
                        "first lease: > HELLO",
                        "second lease: HELLO",
                        "execute: BUSY try again",
                        "executeIdempotent: AGAIN")
                .anyMatch(line -> line.startsWith("health: "))
                .anyMatch(line -> line.startsWith("now: PoolMetrics[") && line.contains("inUse=0"));
    }
}
