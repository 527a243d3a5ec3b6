package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoSecurityException;
import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.testing.TestCertificate;
import io.earnorm.pool.testing.mongo.wire.Seen;
import io.earnorm.pool.testing.mongo.wire.TestDns;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a URI and options say about names, logins and TLS, as the other side sees it. */
class MongoHandshakeTest {

    private static final TestCertificate CERTIFICATE = TestCertificate.forNames("ip:127.0.0.1");

    @Test
    void logsInWithScramAgainstTheDatabaseThatKnowsTheUser() {
        try (WireCluster cluster = WireCluster.withPassword("s3cret")) {
            use(options(cluster.uri("shop").replace("//", "//ann:s3cret@") + "&authSource=people"));

            assertThat(cluster.commands("saslStart"))
                    .isNotEmpty()
                    .allSatisfy(start ->
                            assertThat(start.body().getString("$db").getValue()).isEqualTo("people"))
                    .allSatisfy(start -> assertThat(
                                    start.body().getString("mechanism").getValue())
                            .isEqualTo("SCRAM-SHA-256"));
            assertThat(cluster.commands("insert")).hasSize(1);
        }
    }

    @Test
    void logsInWithTheCredentialsOfTheOptions() {
        try (WireCluster cluster = WireCluster.withPassword("s3cret")) {
            use(options(cluster.uri("shop")).credentials(() -> Credentials.of("ann", "s3cret")));
            assertThat(cluster.commands("insert")).hasSize(1);
        }
    }

    @Test
    void failsAtOnceAndWithoutThePasswordWhenItIsWrong() {
        try (WireCluster cluster = WireCluster.withPassword("s3cret")) {
            assertThatThrownBy(() -> use(options(cluster.uri("shop").replace("//", "//ann:wr0ng@"))))
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasCauseInstanceOf(MongoSecurityException.class)
                    .satisfies(failure ->
                            assertThat(failure.toString() + failure.getCause()).doesNotContain("wr0ng"));
        }
    }

    @Test
    void speaksTlsWithACertificateThatItTrusts() {
        try (WireCluster cluster = WireCluster.withTls(CERTIFICATE.showing(), false)) {
            use(options(cluster.uri("shop")).sslContext(CERTIFICATE.trusting()));
            assertThat(cluster.commands("insert")).hasSize(1);
        }
    }

    @Test
    void refusesACertificateForAnotherHost() {
        try (WireCluster cluster = WireCluster.withTls(CERTIFICATE.showing(), false)) {
            PoolOptions.Builder options = options(cluster.uri("shop")
                            .replace("127.0.0.1", "localhost")
                            .replace("replicaSet=rs0", "directConnection=true"))
                    .sslContext(CERTIFICATE.trusting());
            assertThatThrownBy(() -> use(options)).hasRootCauseInstanceOf(CertificateException.class);
        }
    }

    @Test
    void logsInWithTheCertificateOfTheSslContext() {
        try (WireCluster cluster = WireCluster.withTls(CERTIFICATE.showing(), true)) {
            use(options(cluster.uri("shop") + "&authMechanism=MONGODB-X509").sslContext(CERTIFICATE.showing()));

            assertThat(cluster.commands("authenticate")).isNotEmpty().allSatisfy(login -> {
                assertThat(login.body().getString("mechanism").getValue()).isEqualTo("MONGODB-X509");
                assertThat(login.body().getString("$db").getValue()).isEqualTo("$external");
            });
            assertThat(cluster.commands("insert")).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"zlib, zlib", "snappy, snappy", "zstd, zstd", "'zstd,snappy,zlib', zstd"})
    void compressesWhereBothSidesKnowHow(String compressors, String used) {
        try (WireCluster cluster = WireCluster.of(1)) {
            use(options(cluster.uri("shop") + "&compressors=" + compressors));
            assertThat(cluster.commands("insert")).extracting(Seen::compression).containsExactly(used);
        }
    }

    @Test
    void findsItsHostsAndOptionsByAnSrvRecord() {
        try (WireCluster cluster = WireCluster.of(3)) {
            TestDns.put(
                    "SRV",
                    "_mongodb._tcp.orders.shop.test",
                    List.of(0, 1, 2).stream()
                            .map(member -> "0 0 %d db.shop.test."
                                    .formatted(cluster.member(member).port()))
                            .toList());
            TestDns.put("TXT", "orders.shop.test", List.of("replicaSet=rs0"));
            use(
                    options("mongodb+srv://orders.shop.test/shop?tls=false"),
                    settings -> settings.inetAddressResolver(host -> List.of(InetAddress.getLoopbackAddress())));
            assertThat(cluster.commands("insert")).hasSize(1);
        }
    }

    private static void use(PoolOptions.Builder options) {
        use(options, settings -> {});
    }

    private static void use(PoolOptions.Builder options, Consumer<MongoClientSettings.Builder> settings) {
        try (MongoPool pool = MongoPool.create(options.build(), settings)) {
            pool.run(connection -> connection.collection("orders").insertOne(new Document()));
        }
    }

    private static PoolOptions.Builder options(String uri) {
        return PoolOptions.builder()
                .uri(uri)
                .config(PoolConfig.builder()
                        .initializationFailTimeout(Duration.ofSeconds(30))
                        .drainTimeout(Duration.ZERO)
                        .build());
    }
}
