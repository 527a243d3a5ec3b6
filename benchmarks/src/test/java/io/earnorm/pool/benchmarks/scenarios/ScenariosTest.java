package io.earnorm.pool.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures are for those who measure; here every scenario only has to run, with our pool and with another. */
@Timeout(60)
class ScenariosTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exhaustion",
                "virtual",
                "burst",
                "timeout",
                "cold-burst",
                "dead-backend",
                "outage",
                "steady-load"
            })
    void measuresOursAndAPeer(String name) throws Exception {
        Arguments arguments = Arguments.of("smoke", name, "earnorm,commons");

        List<Measurement> measured = Scenarios.measure(Scenarios.named(name), arguments);

        assertThat(measured).extracting(Measurement::peer).contains("earnorm", "commons");
        assertThat(measured).extracting(Measurement::scenario).containsOnly(name);
        assertThat(measured).allSatisfy(figure -> assertThat(figure.value()).isNotNegative());
    }
}
