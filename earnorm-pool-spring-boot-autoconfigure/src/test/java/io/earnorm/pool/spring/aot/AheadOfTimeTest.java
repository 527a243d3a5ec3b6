package io.earnorm.pool.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.testing.mongo.MongoServer;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real application, processed ahead of time once, with {@code -Dspring.aot.enabled=true} in a process of its own. */
@WithRedis
@TestInstance(Lifecycle.PER_CLASS)
class AheadOfTimeTest {

    private List<String> sections = List.of();

    @BeforeAll
    void run(RedisServer redis) throws Exception {
        AheadOfTime application = AheadOfTime.process(ProcessedApplication.class, ProcessedApplication.WHEN_BUILT);
        try (MongoServer mongo = MongoServer.start()) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--logging.level.root=ERROR",
                    "--earnorm.pool.defaults.connect-timeout=60s", // For a busy machine.
                    "--earnorm.pool.defaults.connection-timeout=60s",
                    "--earnorm.pool.mongodb.orders.uri=" + mongo.uri("shop"),
                    "--earnorm.pool.redis.sessions.uri=" + redis.uri(),
                    "--earnorm.pool.redis.sessions.primary=true",
                    "--earnorm.pool.redis.jobs.uri=" + redis.uri(),
                    "--earnorm.pool.redis.jobs.max-size=5",
                    "--earnorm.pool.custom.letters.type=fake",
                    "--earnorm.pool.custom.parcels.type=fake"));
            sections = Arrays.asList(application.run(arguments).split("== "));
        }
    }

    @Test
    void everyWayOfInjectionWorksWithThePropertiesOfTheStart() {
        assertThat(sections.get(0))
                .contains(
                        "aot: true",
                        "only: orders",
                        "primary: sessions PONG",
                        "qualified: jobs",
                        "config: max 5",
                        "parameter: parcels",
                        "map: jobsPool,lettersPool,ordersPool,parcelsPool,sessionsPool",
                        "list: 2 something",
                        "checked: letters" + System.lineSeparator(),
                        "client: 1",
                        "database: shop",
                        "mongo: 1",
                        "redis: value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "added    | earnorm.pool.redis.carts | was not configured when",
                "removed  | earnorm.pool | was configured when the application was processed ahead of time, and is not now",
                "moved    | earnorm.pool.mongodb.jobs | was one of earnorm.pool.redis when",
                "primary  | earnorm.pool.redis.sessions.primary | it was true when",
                "disabled | earnorm.pool.enabled | it was not false when",
            })
    void otherPoolsThanItWasBuiltWithFailTheStart(String change, String property, String reason) {
        assertThat(section(change))
                .contains("APPLICATION FAILED TO START", "Property: " + property + System.lineSeparator(), reason)
                .contains("Build the application again")
                .endsWith("failed" + System.lineSeparator());
    }

    @Test
    void whatIsNeitherOnNorOffIsToldAsItIsElsewhere() {
        assertThat(section("neither"))
                .contains("Property: earnorm.pool.enabled" + System.lineSeparator(), "must be true or false");
    }

    private String section(String name) {
        return sections.stream()
                .filter(text -> text.startsWith(name))
                .findFirst()
                .orElseThrow();
    }
}
