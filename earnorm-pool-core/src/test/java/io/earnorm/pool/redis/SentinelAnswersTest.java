package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

class SentinelAnswersTest {

    private static final HostAndPort OLD = new HostAndPort("old", 1);
    private static final HostAndPort NEW = new HostAndPort("new", 2);

    private final SentinelAnswers answers = new SentinelAnswers(
            "m", List.of(new HostAndPort("a", 1), new HostAndPort("b", 2), new HostAndPort("c", 3)));

    @Test
    void theHighestEpochCountsWhoeverAnswersLast() {
        answers.answered(0, SentinelAnswer.at(NEW, 7));
        answers.answered(1, SentinelAnswer.at(OLD, 6));

        assertThat(answers.best()).isEqualTo(NEW);
    }

    @Test
    void whereEpochsDontTellWhoChangedItsMindLastCounts() {
        answers.answered(0, SentinelAnswer.at(OLD, SentinelAnswer.UNKNOWN));
        answers.answered(1, SentinelAnswer.at(OLD, SentinelAnswer.UNKNOWN));
        answers.answered(0, SentinelAnswer.at(NEW, SentinelAnswer.UNKNOWN));
        answers.answered(1, SentinelAnswer.at(OLD, SentinelAnswer.UNKNOWN));

        assertThat(answers.best()).isEqualTo(NEW);
    }

    @Test
    void whatASentinelSaidIsForgottenWhenItIsOutOfReach() {
        answers.answered(0, SentinelAnswer.at(OLD, 9));
        answers.answered(1, SentinelAnswer.at(NEW, 1));
        answers.failed(0, new JedisConnectionException("gone"));

        assertThat(answers.best()).isEqualTo(NEW);
        assertThat(answers.summary()).isEqualTo("1 of 3 sentinels answer");
    }

    @Test
    void onlyTheFirstFailureAndTheFirstAnswerAfterItAreNews() {
        assertThat(answers.failed(0, new JedisConnectionException("gone"))).isTrue();
        assertThat(answers.failed(0, new JedisConnectionException("gone"))).isFalse();
        assertThat(answers.answered(0, SentinelAnswer.at(NEW, 1))).isTrue();
        assertThat(answers.answered(0, SentinelAnswer.at(NEW, 1))).isFalse();
    }

    @Test
    void allMustBeHeardBeforeTheWorstIsBelieved() {
        answers.failed(0, new JedisConnectionException("gone"));
        answers.answered(1, SentinelAnswer.unknown("x"));
        assertThat(answers.allHeard()).isFalse();

        answers.failed(2, new JedisConnectionException("gone"));
        assertThat(answers.allHeard()).isTrue();
    }

    @Test
    void aSentinelThatMayComeBackMayKnowTheMaster() {
        answers.answered(0, SentinelAnswer.unknown("x, y"));
        answers.failed(1, new JedisConnectionException("gone"));
        answers.answered(2, SentinelAnswer.unknown("none"));

        assertThat(answers.complaint())
                .isInstanceOf(JedisConnectionException.class)
                .hasMessageContaining("No sentinel monitors a master called 'm'")
                .hasMessageContaining("a:1 monitors x, y; b:2 (gone); c:3 monitors none");
    }

    @Test
    void whatWaitingDoesNotCureIsNoConnectionFailure() {
        for (int i = 0; i < 3; i++) {
            answers.failed(i, new JedisAccessControlException("WRONGPASS no"));
        }

        JedisException complaint = answers.complaint();

        assertThat(complaint)
                .isNotInstanceOf(JedisConnectionException.class)
                .hasMessageContaining("a:1 (WRONGPASS no)");
        assertThat(RedisFailures.isTransient(complaint)).isFalse();
    }
}
