package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earnorm.pool.redis.CarelessAct.Becomes;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a holder did, the next one has a connection like a new one. */
@WithRedis
class CarelessActsTest {

    private static RedisServer server;
    private static CarelessHolders holders;

    @BeforeAll
    static void start() {
        server = CarelessHolders.server();
        holders = new CarelessHolders(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<CarelessAct> all() {
        return CarelessActs.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void theNextHolderNoticesNothing(CarelessAct act) {
        assumeTrue(act.since() <= holders.version());

        CarelessHolders.Outcome outcome = holders.ofRedisPool(act);

        assertThat(outcome.complaint()).isEmpty();
        assertThat(outcome.becomes()).isEqualTo(act.becomes());
    }

    static List<CarelessAct> clean() {
        return CarelessActs.ALL.stream()
                .filter(act -> act.becomes() == Becomes.KEPT)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("clean")
    void aLeaseThatLeavesNothingBehindCostsExactlyItsHoldersOwnCommands(CarelessAct act) {
        assertThat(holders.commandsOfLease(act)).isEqualTo(holders.commandsWithoutPool(act));
    }

    /** The comparison in the documentation; fails with the line that belongs there. */
    @ParameterizedTest
    @MethodSource("all")
    void theDocumentationSaysWhatTheNextBorrowerOfAJedisPoolNotices(CarelessAct act) {
        assumeTrue(holders.version() >= 7.0, "An older server does not tell everything");
        ComparisonTable documented = ComparisonTable.read();

        Optional<String> complaint = holders.ofJedisPool(act);
        for (int again = 0; again < 3 && !documented.says(act, complaint); again++) {
            complaint = holders.ofJedisPool(act); // A busy machine may have been too slow for its short timeout.
        }

        assertThat(documented.line(act)).contains(ComparisonTable.line(act, complaint));
    }

    @Test
    void theReadmeCountsThem() {
        assertThat(ComparisonTable.readme())
                .contains("Of %d".formatted(CarelessActs.ALL.size()))
                .contains("%d disturb".formatted(ComparisonTable.read().disturbing()));
    }

    @Test
    void theDocumentationHasNoOtherLines() {
        assertThat(ComparisonTable.read().names())
                .containsExactlyElementsOf(
                        CarelessActs.ALL.stream().map(CarelessAct::name).toList());
    }
}
