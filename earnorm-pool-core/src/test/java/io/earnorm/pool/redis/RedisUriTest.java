package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

class RedisUriTest {

    @ParameterizedTest
    @CsvSource({
        "redis://localhost,                localhost, 6379, false,",
        "redis://localhost/,               localhost, 6379, false,",
        "redis://localhost:6380,           localhost, 6380, false,",
        "redis://localhost:6380/3,         localhost, 6380, false, 3",
        "REDIS://localhost/0,              localhost, 6379, false, 0",
        "rediss://cache.example.org/15,    cache.example.org, 6379, true, 15",
        "redis://127.0.0.1:1,              127.0.0.1, 1, false,",
        "redis://[::1],                    ::1, 6379, false,",
        "redis://[fe80::1]:65535/2,        fe80::1, 65535, false, 2",
    })
    void hostPortAndDatabaseAreRead(String uri, String host, int port, boolean tls, Integer database) {
        RedisUri parsed = RedisUri.parse(uri);

        assertThat(parsed.addresses().get(0).getHost()).isEqualTo(host);
        assertThat(parsed.addresses().get(0).getPort()).isEqualTo(port);
        assertThat(parsed.tls()).isEqualTo(tls);
        assertThat(parsed.database()).isEqualTo(database);
        assertThat(parsed.credentials()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://user:secret@host,         user, secret",
        "redis://:secret@host,             '',   secret",
        "redis://secret@host,              '',   secret",
        "redis://user:@host,               user, ''",
        "redis://user:se:cret@host,        user, se:cret",
        "redis://user:p%40ss%2Fw%23rd%25@host, user, p@ss/w#rd%",
        "redis://us%3Aer:p+w@host,         us:er, p+w",
        "redis://user:p%C3%A4ss@host,      user, päss",
        "'redis://user:p@ss/w?o#rd,@host',  user, 'p@ss/w?o#rd,'",
    })
    void userAndPasswordAreReadAlsoWhereTheyWereNotEncoded(String uri, String user, String password) {
        RedisUri parsed = RedisUri.parse(uri);
        Credentials credentials = Objects.requireNonNull(parsed.credentials());

        assertThat(parsed.addresses().get(0).getHost()).isEqualTo("host");
        assertThat(credentials.user().orElse("")).isEqualTo(user);
        assertThat(credentials.password()).isEqualTo(password);
        assertThat(parsed.toString()).doesNotContain(password.isEmpty() ? "user:" : password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://@host", "redis://:@host"})
    void emptyUserInfoIsNone(String uri) {
        assertThat(RedisUri.parse(uri).credentials()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://secret@host,           'must begin with redis:// or rediss://, or with redis-sentinel:// or rediss-sentinel://, not http://'",
        "redis-socket://secret@host,   'not redis-socket://'",
        "user:secret@host:6379,        'must begin with redis:// or rediss://'",
        "secret:x://host,              'must begin with redis:// or rediss://'",
        "redis:/secret@host,           'must begin with redis:// or rediss://'",
        "redis://,                     names no host",
        "redis:///1,                   names no host",
        "redis://user:secret@,         names no host",
        "redis://user:secret@:6379,    names no host",
        "redis://user:secret@[]:6379,  names no host",
        "redis://user:secret,          has a port that is not a number",
        "redis://host:secret/0,        has a port that is not a number",
        "redis://host:,                has a port that is not a number",
        "redis://host:-1,              has a port that is not a number",
        "redis://host:0,               not between 1 and 65535",
        "redis://host:65536,           not between 1 and 65535",
        "redis://[::1]x:6379,          has a port that is not a number",
        "redis://[::1:6379,            has a [ without a ]",
        "redis://::1:6379,             has several : in its host",
        "'redis://secret@a,b:6379/0',  names several hosts",
        "redis://host/secret,          has a database that is not a number",
        "redis://host/-1,              has a database that is not a number",
        "redis://host/1/2,             has a database that is not a number",
        "redis://host/9999999999,      has a database that is not a number",
        "redis://host?password=secret, has a query",
        "redis://host#secret,          has a fragment",
        "redis://user:se%2@host,       has a % without two hexadecimal digits",
        "redis://user:secret%@host,    has a % without two hexadecimal digits",
        "redis://user:se%zzcret@host,  has a % without two hexadecimal digits",
        "redis://user:secret word@host, contains a blank",
        "redis-sentinel://host,        does not say what the sentinels call the master",
        "redis-sentinel://host/0,      does not say what the sentinels call the master",
        "redis-sentinel://host#,       does not say what the sentinels call the master",
        "redis-sentinel://host?sentinelMasterId=, does not say what the sentinels call the master",
        "redis-sentinel://host?secret=m, something else than sentinelMasterId",
        "redis-sentinel://host?sentinelMasterId=m&password=secret, something else than sentinelMasterId",
        "redis-sentinel://host?sentinelMasterId=m#secret, something else than sentinelMasterId",
        "'redis-sentinel://secret@a,,b#m', names no host",
        "'redis-sentinel://secret@a,b:x#m', has a port that is not a number",
        "'redis-sentinel://secret@a,b/x#m', has a database that is not a number",
    })
    void mistakesAreNamedWithoutShowingAnythingThatMayBeSecret(String uri, String message) {
        assertThatThrownBy(() -> RedisUri.parse(uri))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageStartingWith("The Redis URI ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "'redis-sentinel://a:1,b,[::1]:3/2?sentinelMasterId=m', false, 'a:1,b:26379,::1:3', 2, m",
        "'rediss-sentinel://user:p@ss@a,b?sentinelMasterId=my%20master', true, 'a:26379,b:26379',, my master",
        "redis-sentinel://a/0#m, false, a:26379, 0, m",
        "REDIS-SENTINEL://a#m, false, a:26379,, m",
    })
    void sentinelsAndTheirMasterAreRead(String uri, boolean tls, String sentinels, Integer database, String master) {
        RedisUri parsed = RedisUri.parse(uri);

        assertThat(parsed.addresses().stream().map(HostAndPort::toString).collect(Collectors.joining(",")))
                .isEqualTo(sentinels);
        assertThat(parsed.tls()).isEqualTo(tls);
        assertThat(parsed.database()).isEqualTo(database);
        assertThat(parsed.masterName()).isEqualTo(master);
    }

    @Test
    void theMessageForAPasswordInThePlaceOfThePortSaysWhereItBelongs() {
        assertThatThrownBy(() -> RedisUri.parse("redis://user:hunter2"))
                .hasMessageContaining("redis://user:password@host:6379")
                .hasMessageNotContaining("hunter2");
    }
}
