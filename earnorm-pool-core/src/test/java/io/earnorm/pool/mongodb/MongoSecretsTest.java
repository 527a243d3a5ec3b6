package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.mongodb.MongoSecurityException;
import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.testing.mongo.MongoServer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The test server knows no users, so every login fails: the case in which most is said. */
class MongoSecretsTest {

    private static final String SECRET = "S3cr3t";

    private final MongoServer server = MongoServer.start();
    private final List<Logger> loggers = List.of(logger("org.mongodb.driver"), logger("io.earnorm.pool"));
    private final Everything logged = new Everything();

    @BeforeEach
    void listenToEverything() {
        logged.start();
        loggers.forEach(logger -> {
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(logged);
        });
    }

    @AfterEach
    void stop() {
        loggers.forEach(logger -> {
            logger.detachAppender(logged);
            logger.setAdditive(true);
            logger.setLevel(null);
        });
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void appearNowhereWhenALoginFails(boolean inTheUri) {
        PoolOptions options = inTheUri ? secretInUri() : secretFromSupplier();
        try (MongoPool pool = MongoPool.create(options)) {
            Throwable failure = catchThrowable(pool::acquire);

            assertThat(failure).isInstanceOf(ConnectionFailedException.class);
            // The driver wraps it once more when its own attempt to fill its pool failed just before.
            assertThat(failure).hasStackTraceContaining(MongoSecurityException.class.getName());
            assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET);
            assertThat(pool.checkHealth().toString()).doesNotContain(SECRET);
            assertThat(pool.toString()).doesNotContain(SECRET);
            assertThat(pool.config().toString()).doesNotContain(SECRET);
            assertThat(pool.getStatistics().toString()).doesNotContain(SECRET);
            assertThat(options.toString()).doesNotContain(SECRET);
            assertThat(threadNames()).doesNotContain(SECRET);
        }
        assertThat(logged.text()).isNotEmpty().doesNotContain(SECRET);
    }

    private PoolOptions secretInUri() {
        return options(server.uri("shop").replace("//", "//ann:" + SECRET + "@"));
    }

    private PoolOptions secretFromSupplier() {
        return options(server.uri("shop")).toBuilder()
                .credentials(() -> Credentials.of("ann", SECRET))
                .build();
    }

    private static PoolOptions options(String uri) {
        PoolConfig config = PoolConfig.builder()
                .connectionTimeout(Duration.ofSeconds(10))
                .initializationFailTimeout(Duration.ofMillis(-1))
                .build();
        return PoolOptions.builder().uri(uri).config(config).build();
    }

    private static String threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.joining("\n"));
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private static final class Everything extends AppenderBase<ILoggingEvent> {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getThreadName() + " " + event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }

        String text() {
            return String.join("\n", lines);
        }
    }
}
