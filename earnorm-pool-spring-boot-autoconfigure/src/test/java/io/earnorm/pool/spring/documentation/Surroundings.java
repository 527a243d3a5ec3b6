package io.earnorm.pool.spring.documentation;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.mongodb.MongoConnection;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.redis.RedisPool;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.NullUnmarked;

/** What a reader imagines around the snippets of most pages. Nothing of it is ever run. */
@NullUnmarked
abstract class Surroundings {

    RedisPool cache;
    RedisPool sessions;
    MongoPool shop;
    MongoPool orders;
    Pool<Document> pool;

    PoolOptions options;
    PoolConfig config;
    SSLContext context;
    Vault vault;
    CodecRegistry registry;
    MeterRegistry meters;
    CircuitBreakerRegistry circuitBreakerRegistry;
    RetryRegistry retryRegistry;

    Object id;
    String item;
    String key;
    Order order;
    Object orderId;

    abstract Document insert(MongoConnection connection, Order order);

    abstract Document find(MongoConnection connection, Object orderId);

    abstract PoolOptions options(PoolConfig config);

    abstract void log(String format, Object... arguments);

    /** Where passwords are. */
    interface Vault {
        String read(String path);
    }

    /** What is bought. */
    interface Order {
        Document toDocument();
    }

    /** A connection of one's own. */
    interface Smtp {

        static Smtp connect(String host, int port) throws IOException {
            throw new IOException(host + port);
        }

        boolean noop() throws IOException;

        void send(String text) throws IOException;

        void close() throws IOException;
    }

    /** Another, of the sample. */
    interface LineConnection {}

    /** Its pool. */
    static class LinePool extends BasePool<LineConnection> {

        LinePool(PoolOptions options) {
            super("lines", options);
        }

        @Override
        protected LineConnection createConnection() {
            return new LineConnection() {};
        }

        @Override
        protected void destroyConnection(LineConnection connection) {}
    }
}
