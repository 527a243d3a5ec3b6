package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoDatabase;
import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Logins at a real {@code mongod}, by SCRAM. Skipped without Docker. */
@Testcontainers(disabledWithoutDocker = true)
class MongoPasswordTest {

    private static final int PORT = 27017;

    /** It starts twice: to make the root user, and then with authorization. */
    @Container
    private static final GenericContainer<?> SERVER = new GenericContainer<>("mongo:7.0")
            .withEnv("MONGO_INITDB_ROOT_USERNAME", "root")
            .withEnv("MONGO_INITDB_ROOT_PASSWORD", "r00t")
            .withExposedPorts(PORT)
            .waitingFor(Wait.forLogMessage("(?i).*waiting for connections.*", 2));

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256"})
    void logsInByEachMechanismOfScram(String mechanism) {
        try (MongoPool pool = pool("root:r00t@", "/shop?authSource=admin&authMechanism=" + mechanism)) {
            pool.run(connection -> connection.collection("orders").insertOne(new Document()));
        }
    }

    @Test
    void logsInAgainstTheDatabaseThatKnowsTheUser() {
        try (MongoPool root = pool("root:r00t@", "/people?authSource=admin")) {
            root.run(connection -> makeUser(connection.database()));
        }
        PoolOptions options = PoolOptions.builder()
                .uri("mongodb://%s:%d/people".formatted(SERVER.getHost(), SERVER.getMappedPort(PORT)))
                .credentials(() -> Credentials.of("ann", "s3cret"))
                .build();
        try (MongoPool ann = MongoPool.create(options)) {
            ann.run(connection -> connection.collection("friends").insertOne(new Document()));
        }
    }

    private static void makeUser(MongoDatabase people) {
        people.runCommand(new Document("createUser", "ann")
                .append("pwd", "s3cret")
                .append("roles", List.of(new Document("role", "readWrite").append("db", "people"))));
    }

    @Test
    void failsAtOnceWhenThePasswordIsWrong() {
        try (MongoPool pool = pool("root:wr0ng@", "/shop?authSource=admin")) {
            assertThatThrownBy(pool::acquire)
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasCauseInstanceOf(MongoSecurityException.class)
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain("wr0ng"));
        }
    }

    private static MongoPool pool(String user, String rest) {
        return MongoPool.create(PoolOptions.builder()
                .uri("mongodb://%s%s:%d%s".formatted(user, SERVER.getHost(), SERVER.getMappedPort(PORT), rest))
                .config(PoolConfig.builder()
                        .initializationFailTimeout(Duration.ofSeconds(30))
                        .build())
                .build());
    }
}
