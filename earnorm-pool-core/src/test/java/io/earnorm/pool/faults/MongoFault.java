package io.earnorm.pool.faults;

import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.earnorm.pool.testing.TcpGate;
import io.earnorm.pool.testing.mongo.QuickLooks;
import java.time.Duration;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A pool, a gate and a server, all with short limits. The driver repeats what failed once, as it does by default. */
final class MongoFault implements AutoCloseable {

    /** Of an acquire and of two operations together, each with a wait for a server and a wait for its reply, twice. */
    private static final Duration LIMIT = Duration.ofMillis(4_000);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_SIZE = 4;

    /** The driver keeps as many sockets as we have connections, and one for health; its monitor has one or two. */
    private static final int DRIVERS_OWN = MAX_SIZE + 3;

    private final TcpGate gate;
    private final PoolConfig.Builder config = PoolConfig.builder()
            .minSize(0)
            .maxSize(MAX_SIZE)
            .connectionTimeout(Duration.ofMillis(450))
            .connectTimeout(Duration.ofMillis(400))
            .validationTimeout(Duration.ofMillis(250))
            .initializationFailTimeout(Duration.ofMillis(-1));
    private final PoolOptions.Builder options = PoolOptions.builder();
    private @Nullable MongoPool pool;

    /**
     * Puts a gate before a server.
     *
     * @param port the server's
     */
    MongoFault(int port) {
        gate = TcpGate.to(port);
        options.uri("mongodb://127.0.0.1:%d/faults".formatted(gate.port()));
    }

    TcpGate gate() {
        return gate;
    }

    /** With a breaker that opens at the fifth failure in a row. */
    MongoFault withBreaker() {
        options.resilience(Resilience.builder()
                .circuitBreaker(CircuitBreakerPolicy.builder()
                        .open(Duration.ofMillis(100))
                        .build())
                .build());
        return this;
    }

    /** Each connection is asked whether it lives before it is lent. */
    MongoFault alwaysValidating() {
        config.validationInterval(Duration.ZERO).validationTimeout(Duration.ofMillis(250));
        return this;
    }

    /** With limits that no slow line and no busy machine exceeds. */
    MongoFault patient() {
        config.connectionTimeout(PATIENCE).connectTimeout(PATIENCE).validationTimeout(PATIENCE);
        return this;
    }

    MongoFault withPassword(String password) {
        options.uri("mongodb://app:%s@127.0.0.1:%d/faults?authMechanism=PLAIN".formatted(password, gate.port()));
        return this;
    }

    /** Asked for the password, instead of knowing it. */
    MongoFault asking(Supplier<String> password) {
        options.credentials(() -> Credentials.of("app", password.get()));
        return withPassword("taken-from-the-supplier");
    }

    MongoPool pool() {
        if (pool == null) {
            pool = MongoPool.create(options.config(config.build()).build(), QuickLooks::apply);
        }
        return pool;
    }

    /** Each caller writes a document of its own and reads it. */
    Experiment documents() {
        return new Experiment(pool(), gate, this::writeAndRead, LIMIT, DRIVERS_OWN);
    }

    private String writeAndRead(String token) {
        Document mine = new Document("_id", token);
        return pool().execute(mongo -> {
            mongo.collection("answers").insertOne(mine);
            return String.valueOf(mongo.collection("answers").find(mine).first().get("_id"));
        });
    }

    @Override
    public void close() {
        pool().close(Duration.ZERO);
        gate.close();
    }
}
