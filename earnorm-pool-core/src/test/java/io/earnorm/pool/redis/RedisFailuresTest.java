package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisFailuresTest {

    @Test
    void networkFailuresBreakTheConnectionWhereverTheyAreInTheChain() {
        JedisConnectionException timeout = new JedisConnectionException(new SocketTimeoutException("Read timed out"));

        assertThat(RedisFailures.breaks(timeout)).isTrue();
        assertThat(RedisFailures.breaks(new IllegalStateException(new RuntimeException(timeout))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "READONLY You can't write against a read only replica.",
                "NOAUTH Authentication required.",
                "ERR max number of clients reached"
            })
    void repliesThatTheServerDoesNotServeThisConnectionBreakIt(String reply) {
        assertThat(RedisFailures.breaks(new JedisDataException(reply))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "ERR unknown command 'LOADING'",
                "NOPERM this user has no permissions to run the 'set' command",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "EXECABORT Transaction discarded because of previous errors.",
                "NOSCRIPT No matching script.",
                "BUSY Redis is busy running a script.",
                "READONLYX"
            })
    void otherRepliesAreTheCallersOwn(String reply) {
        assertThat(RedisFailures.breaks(new JedisDataException(reply))).isFalse();
    }

    @Test
    void whatIsNotOfRedisDoesNotBreakTheConnection() {
        assertThat(RedisFailures.breaks(new IllegalArgumentException("LOADING")))
                .isFalse();
        assertThat(RedisFailures.breaks(new IOException("a file of the caller")))
                .isFalse();
    }

    @Test
    void aServerThatWasFullIsHeardAlthoughItHungUp() {
        JedisConnectionException end = new JedisConnectionException("Unexpected end of stream.");

        assertThat(RedisFailures.explained(end, new JedisDataException("ERR max number of clients reached")))
                .hasMessage("ERR max number of clients reached")
                .hasCause(end);
        assertThat(RedisFailures.explained(end, new JedisDataException("LOADING Redis is loading")))
                .isSameAs(end);
        assertThat(RedisFailures.explained(end, null)).isSameAs(end);
    }

    @Test
    void aCircleOfCausesIsSurvived() {
        RuntimeException one = new RuntimeException();
        one.initCause(new RuntimeException(one));

        assertThat(RedisFailures.breaks(one)).isFalse();
    }

    @Test
    void failuresToReachTheServerAreTransient() {
        assertThat(RedisFailures.isTransient(connecting(new JedisConnectionException(new ConnectException()))))
                .isTrue();
        assertThat(RedisFailures.isTransient(connecting(new JedisConnectionException(new UnknownHostException()))))
                .isTrue();
        assertThat(RedisFailures.isTransient(connecting(new JedisDataException("LOADING Redis is loading"))))
                .isTrue();
        assertThat(RedisFailures.isTransient(connecting(new JedisDataException("ERR max number of clients reached"))))
                .isTrue();
        assertThat(RedisFailures.isTransient(connecting(null))).isTrue();
        assertThat(RedisFailures.isTransient(connecting(new TimeoutException("given up by the pool"))))
                .isTrue();
    }

    @Test
    void failuresThatStayTheSameAreNotTransient() {
        assertThat(RedisFailures.isTransient(connecting(new JedisAccessControlException("WRONGPASS invalid"))))
                .isFalse();
        assertThat(RedisFailures.isTransient(connecting(new JedisAccessControlException("NOAUTH required"))))
                .isFalse();
        assertThat(RedisFailures.isTransient(connecting(new JedisDataException("ERR DB index is out of range"))))
                .isFalse();
        assertThat(RedisFailures.isTransient(new PoolClosedException("closed", new JedisConnectionException("down"))))
                .isFalse();
    }

    @Test
    void aCertificateThatIsNotTrustedIsNotTransient() {
        SSLHandshakeException handshake = new SSLHandshakeException("no name matching");
        handshake.initCause(new CertificateException());

        assertThat(RedisFailures.isTransient(connecting(new JedisConnectionException(handshake))))
                .isFalse();
    }

    @Test
    void workMayBeRepeatedAfterNetworkFailuresAndWhenTheServerIsBusy() {
        assertThat(RedisFailures.isTransient(new JedisConnectionException("Unexpected end of stream.")))
                .isTrue();
        assertThat(RedisFailures.isTransient(new JedisBusyException("BUSY Redis is busy running a script.")))
                .isTrue();
        assertThat(RedisFailures.isTransient(new JedisDataException("TRYAGAIN Multiple keys request")))
                .isTrue();
        assertThat(RedisFailures.isTransient(new JedisDataException("READONLY You can't write")))
                .isTrue();
    }

    @Test
    void workIsNotRepeatedForTheCallersOwnMistakes() {
        assertThat(RedisFailures.isTransient(new JedisDataException("WRONGTYPE Operation")))
                .isFalse();
        assertThat(RedisFailures.isTransient(new IllegalStateException())).isFalse();
        assertThat(RedisFailures.isTransient(new IOException("a file of the caller")))
                .isFalse();
    }

    private static ConnectionFailedException connecting(@Nullable Throwable cause) {
        return new ConnectionFailedException("Pool 'redis' could not connect", cause);
    }
}
