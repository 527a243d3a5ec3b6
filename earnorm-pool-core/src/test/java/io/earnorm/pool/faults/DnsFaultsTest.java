package io.earnorm.pool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolTimeoutException;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.testing.mongo.ClosedClient;
import io.earnorm.pool.testing.mongo.MongoServer;
import io.earnorm.pool.testing.mongo.wire.TestDns;
import io.earnorm.pool.testing.mongo.wire.WireCluster;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.NameNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of the server is unknown for a while. Each test runs {@link DnsFaults} in a JVM of its own. */
@WithRedis
class DnsFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void theNameOfRedisIsUnknownAndComesBack(RedisServer server) throws Exception {
        List<String> told = run("redis", server.port());

        expect(told);
    }

    @Test
    void theNameOfMongoDbIsUnknownAndComesBack() throws Exception {
        try (MongoServer server = MongoServer.start()) {
            List<String> told = run("mongodb", server.port());

            expect(told);
        }
    }

    /** In this JVM: the driver asks DNS by a client that can be replaced. */
    @Test
    void theSrvRecordOfMongoDbIsMissingAndComes() {
        AtomicInteger clients = new AtomicInteger();
        PoolOptions options = PoolOptions.builder()
                .uri("mongodb+srv://late.shop.test/shop?tls=false&replicaSet=rs0")
                .config(PoolConfig.builder()
                        .connectionTimeout(Duration.ofMillis(500))
                        .initializationFailTimeout(Duration.ofMillis(-1))
                        .build())
                .build();
        try (WireCluster cluster = WireCluster.of(1)) {
            try (MongoPool pool = MongoPool.create(options, settings -> {
                clients.incrementAndGet();
                settings.inetAddressResolver(host -> List.of(InetAddress.getLoopbackAddress()));
            })) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThatThrownBy(pool::acquire)
                                .isInstanceOf(
                                        PoolTimeoutException.class) // A busy machine has not asked DNS at the first.
                                .hasRootCauseInstanceOf(NameNotFoundException.class));
                await().atMost(PATIENCE).until(() -> pool.checkHealth().reason().contains("SRV"));
                assertThat(pool.checkHealth().up()).isFalse();

                TestDns.put(
                        "SRV",
                        "_mongodb._tcp.late.shop.test",
                        List.of("0 0 %d db.shop.test."
                                .formatted(cluster.member(0).port())));
                await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                    pool.acquire().close();
                    return true;
                });
                assertThat(pool.checkHealth().up()).isTrue();
                assertThat(clients)
                        .as("a new one asks at once, the driver's own asks again after 10 s")
                        .hasValueGreaterThan(1);
            }
            ClosedClient.awaitNoSockets(cluster::connections);
        }
    }

    /** Twice each: the name was unknown at first, and again. */
    private static void expect(List<String> lines) {
        assertThat(lines)
                .filteredOn(line -> line.startsWith("told"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("PoolTimeoutException"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("health false"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("UnknownHostException"));
        assertThat(lines).filteredOn(line -> line.startsWith("served")).hasSize(2);
    }

    /** Without the JDK's own memory for names, which lasts for 30 s, and for 10 s where a name was unknown. */
    private List<String> run(String backend, int port) throws IOException {
        Path security = Files.writeString(
                folder.resolve("security"), "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.net.hosts.file=" + folder.resolve("hosts"),
                        "-Djava.security.properties=" + security,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DnsFaults.class.getName(),
                        backend,
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(output).isZero();
        if (Boolean.getBoolean("earnorm.test.faults.print")) {
            System.out.println(output);
        }
        return output.lines().toList();
    }
}
