package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.spi.dns.DnsException;
import io.earnorm.pool.exception.ConnectionFailedException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MongoFailuresTest {

    private static final ServerAddress SERVER = new ServerAddress();

    @ParameterizedTest
    @MethodSource
    void tellsTheBackendsFailuresFromTheUsersOwn(Throwable failure, boolean broken) {
        assertThat(MongoFailures.isBroken(failure)).isEqualTo(broken);
        assertThat(MongoFailures.isBroken(new IllegalStateException("a library on top", failure)))
                .isEqualTo(broken);
    }

    static Stream<Arguments> tellsTheBackendsFailuresFromTheUsersOwn() {
        return Stream.of(
                arguments(read(), true),
                arguments(new MongoSocketReadTimeoutException("slow", SERVER, new IOException()), true),
                arguments(new MongoTimeoutException("no server"), true),
                arguments(new MongoServerUnavailableException("gone"), true),
                arguments(new MongoNotPrimaryException(reply(10107), SERVER), true),
                arguments(new MongoNodeIsRecoveringException(reply(91), SERVER), true),
                arguments(new MongoCommandException(reply(189), SERVER), true),
                arguments(denied(), true),
                arguments(new MongoOperationTimeoutException("no server in time"), true),
                arguments(
                        new MongoOperationTimeoutException("slow", new MongoExecutionTimeoutException(50, "slow")),
                        false),
                arguments(new MongoExecutionTimeoutException(50, "slow"), false),
                arguments(new MongoInterruptedException("stop", new InterruptedException()), false),
                arguments(duplicateKey(), false),
                arguments(new MongoCommandException(reply(2), SERVER), false),
                arguments(new MongoClientException("misuse"), false),
                arguments(new IllegalArgumentException("misuse"), false));
    }

    @ParameterizedTest
    @MethodSource
    void saysWhichFailuresToConnectMayPass(Throwable cause, boolean mayPass) {
        assertThat(MongoFailures.isTransient(new ConnectionFailedException("no connection", cause)))
                .isEqualTo(mayPass);
    }

    static Stream<Arguments> saysWhichFailuresToConnectMayPass() {
        return Stream.of(
                arguments(new MongoSocketOpenException("refused", SERVER, new IOException()), true),
                arguments(new MongoOperationTimeoutException("no server in time"), true),
                arguments(new MongoConfigurationException("SRV", new DnsException("SRV", new IOException())), true),
                arguments(new MongoConfigurationException("wrong"), false),
                arguments(denied(), false),
                arguments(new MongoSocketOpenException("TLS", SERVER, untrusted()), false),
                arguments(new IllegalArgumentException("wrong"), false));
    }

    @ParameterizedTest
    @MethodSource
    void saysWhichFailuresOfWorkMayPass(Throwable failure, boolean mayPass) {
        assertThat(MongoFailures.isTransient(failure)).isEqualTo(mayPass);
    }

    static Stream<Arguments> saysWhichFailuresOfWorkMayPass() {
        return Stream.of(
                arguments(read(), true),
                arguments(new MongoTimeoutException("no server"), true),
                arguments(new MongoNotPrimaryException(reply(10107), SERVER), true),
                arguments(labeled("TransientTransactionError"), true),
                arguments(labeled("RetryableWriteError"), true),
                arguments(labeled("SomethingElse"), false),
                arguments(new MongoOperationTimeoutException("time is up", read()), false),
                arguments(duplicateKey(), false),
                arguments(denied(), false),
                arguments(new IOException("not MongoDB's"), false));
    }

    private static MongoException read() {
        return new MongoSocketReadException("reset", SERVER, new IOException());
    }

    private static MongoException denied() {
        return new MongoSecurityException(
                MongoCredential.createCredential("ann", "admin", "secret".toCharArray()), "denied", new IOException());
    }

    private static Throwable untrusted() {
        return new SSLHandshakeException("untrusted").initCause(new CertificateException("unknown"));
    }

    private static MongoException duplicateKey() {
        return new MongoWriteException(new WriteError(11000, "duplicate key", new BsonDocument()), SERVER, Set.of());
    }

    private static MongoException labeled(String label) {
        MongoException failure = new MongoException(112, "conflict");
        failure.addLabel(label);
        return failure;
    }

    private static BsonDocument reply(int code) {
        return BsonDocument.parse("{ok: 0, code: %d, errmsg: 'failed'}".formatted(code));
    }
}
