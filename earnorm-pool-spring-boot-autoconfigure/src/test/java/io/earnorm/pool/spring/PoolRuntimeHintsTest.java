package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.earnorm.pool.Lease;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.mongodb.MongoConnection;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.testing.mongo.MongoServer;
import java.beans.PropertyDescriptor;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.boot.test.context.FilteredClassLoader;

class PoolRuntimeHintsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RuntimeHints hints = new RuntimeHints();

    @BeforeEach
    void register() {
        new PoolRuntimeHints().registerHints(hints, getClass().getClassLoader());
    }

    @Test
    void areFoundBySpring() {
        assertThat(AotServices.factories().load(RuntimeHintsRegistrar.class))
                .hasAtLeastOneElementOfType(PoolRuntimeHints.class);
    }

    /** Whatever the driver's version is: these are the proxies that there are. */
    @Test
    void coverEveryProxyThatALeaseHandsOut() {
        try (MongoServer server = MongoServer.start();
                MongoPool pool = MongoPool.create(PoolOptions.builder()
                        .uri(server.uri("shop"))
                        .config(PoolConfig.builder()
                                .connectTimeout(PATIENCE)
                                .initializationFailTimeout(PATIENCE)
                                .build())
                        .build());
                Lease<MongoConnection> lease = pool.acquire(PATIENCE)) {
            List<Object> proxies = Stream.concat(
                            Stream.of(
                                    pool.client(),
                                    pool.client().getDatabase("shop"),
                                    lease.connection().session()),
                            of(lease.connection().client()))
                    .toList();
            assertThat(proxies).allSatisfy(this::isCovered);
        }
    }

    private static Stream<Object> of(MongoClient client) {
        MongoDatabase database = client.getDatabase("shop");
        MongoCollection<Document> collection = database.getCollection("orders");
        return Stream.of(
                client,
                client.withTimeout(1, TimeUnit.MINUTES),
                client.listDatabases(),
                client.listDatabaseNames(),
                client.watch(),
                database,
                database.listCollections(),
                database.listCollectionNames(),
                collection,
                collection.find(),
                collection.find().map(Document::toJson),
                collection.find().cursor(),
                collection.find().map(Document::toJson).cursor(),
                collection.aggregate(List.of()),
                collection.distinct("name", String.class),
                collection.listIndexes(),
                collection.listSearchIndexes());
    }

    private void isCovered(Object proxy) {
        assertThat(proxy).matches(object -> Proxy.isProxyClass(object.getClass()), "is a proxy");
        Class<?>[] interfaces = proxy.getClass().getInterfaces();
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(interfaces)).accepts(hints);
        assertThat(interfaces).allSatisfy(this::canBeCalled);
    }

    private void canBeCalled(Class<?> type) {
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(type)
                        .withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS))
                .accepts(hints);
    }

    @Test
    void showWhatListenersHear() {
        canBeCalled(PoolListener.class);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                EarnormPoolProperties.class,
                PoolSettings.class,
                NamedPoolSettings.class,
                RedisPoolSettings.class,
                CustomPoolSettings.class,
                SslSettings.class,
                SentinelSettings.class,
                RetrySettings.class,
                CircuitBreakerSettings.class
            })
    void coverEveryPropertyThatIsBound(Class<?> type) {
        assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
        for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
            if (property.getWriteMethod() != null) {
                assertThat(methods(type))
                        .as(type.getSimpleName())
                        .contains(property.getWriteMethod().getName());
            }
        }
    }

    private List<String> methods(Class<?> type) {
        return Stream.<Class<?>>iterate(type, each -> each != Object.class, Class::getSuperclass)
                .map(each -> hints.reflection().getTypeHint(each))
                .filter(hint -> hint != null)
                .flatMap(TypeHint::methods)
                .map(ExecutableHint::getName)
                .toList();
    }

    @Test
    void haveNoProxiesWhereTheDriverIsMissing() {
        RuntimeHints without = new RuntimeHints();
        new PoolRuntimeHints().registerHints(without, new FilteredClassLoader(MongoClient.class));
        assertThat(without.proxies().jdkProxyHints()).isEmpty();
    }
}
