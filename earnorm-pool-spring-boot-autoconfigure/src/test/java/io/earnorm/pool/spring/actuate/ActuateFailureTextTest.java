package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.earnorm.pool.spring.FakeServer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ActuateFailureTextTest {

    @ParameterizedTest
    @CsvSource({
        "earnorm.pool.health.timeout, 0, must be at least 1 ms",
        "earnorm.pool.health.cache, -1s, must be zero or positive",
        "earnorm.pool.health.cash, 1s, were left unbound",
        "earnorm.pool.metrics.exact-timer, true, were left unbound"
    })
    void wrongSettingsAreNamed(String property, String value, String reason, CapturedOutput output) {
        assertThat(catchThrowable(() -> new WebApplication(
                                new FakeServer(), "earnorm.pool.custom.jobs.type=fake", property + "=" + value)
                        .close()))
                .isNotNull();
        assertThat(output).contains("APPLICATION FAILED TO START", property, reason);
    }
}
