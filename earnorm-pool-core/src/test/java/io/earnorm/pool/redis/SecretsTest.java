package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.earnorm.pool.Credentials;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;

/** A password stands in no log, exception, text or thread name, whatever happens. */
@WithRedis
class SecretsTest {

    private static final String SECRET = "hunter2";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
    private final Logger root = (Logger) LoggerFactory.getLogger("io.earnorm");
    private final Logger jedis = (Logger) LoggerFactory.getLogger("redis.clients");

    @BeforeEach
    void listen() {
        log.start();
        for (Logger logger : List.of(root, jedis)) {
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(log);
        }
    }

    @AfterEach
    void stopListening() {
        for (Logger logger : List.of(root, jedis)) {
            logger.setLevel(null);
            logger.setAdditive(true);
            logger.detachAppender(log);
        }
    }

    @Test
    void ofTheUriIsShownNowhere() {
        try (RedisServer server =
                RedisServer.builder().user("joe", SECRET, "~*", "+@all").start()) {
            String uri = server.uri().replace("//", "//joe:" + SECRET + "@");
            liveAndDie(PoolOptions.builder().uri(uri), server);
            liveAndDie(PoolOptions.builder().uri(uri.replace(SECRET, SECRET + "-wrong")), server);
        }
        assertThat(everything()).isNotEmpty().noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void ofASupplierIsShownNowhere() {
        try (RedisServer server = RedisServer.builder().password(SECRET).start()) {
            liveAndDie(
                    PoolOptions.builder().uri(server.uri()).credentials(() -> Credentials.ofPassword(SECRET)), server);
        }
        assertThat(everything()).isNotEmpty().noneMatch(text -> text.contains(SECRET));
    }

    private void liveAndDie(PoolOptions.Builder options, RedisServer server) {
        PoolConfig config = PoolConfig.builder()
                .connectionTimeout(Duration.ofMillis(300))
                .initializationFailTimeout(Duration.ofMillis(-1))
                .build();
        options.config(config);
        try (RedisPool pool = RedisPool.create(options.build())) {
            show(options.build());
            use(pool);
            server.kill();
            use(pool);
            server.restart();
            use(pool);
        }
    }

    private void use(RedisPool pool) {
        show(catchThrowable(() -> pool.run(Jedis::ping)));
        show(catchThrowable(() -> pool.commands().get("key")));
        show(catchThrowable(() -> {
            try (Lease<Jedis> lease = pool.acquire()) {
                show(lease);
                show(lease.connection());
                show(lease.connection().getConnection().toIdentityString());
            }
        }));
        show(pool);
        show(pool.config());
        show(pool.checkHealth());
        show(pool.getConnections());
        show(pool.getStatistics());
        Thread.getAllStackTraces().keySet().forEach(thread -> show(thread.getName()));
    }

    private void show(Object object) {
        if (object instanceof Throwable failure) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            shown.add(trace.toString());
        } else if (object != null) {
            shown.add(object.toString());
        }
    }

    private List<String> everything() {
        PatternLayout layout = new PatternLayout();
        layout.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        layout.setPattern("%thread %logger %msg %ex{full}");
        layout.start();
        List<String> all = new ArrayList<>(shown);
        all.addAll(List.copyOf(log.list).stream().map(layout::doLayout).collect(Collectors.toList()));
        return all;
    }
}
