package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.testing.mongo.MongoServer;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

/** Where Spring Boot says that a MongoDB is: a container, a Docker Compose service, a bean, its own properties. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MongoDetailsTest {

    private static final String NOWHERE = "mongodb://app:s3cret@localhost:1/shop";

    private MongoServer server;

    @BeforeAll
    void start() {
        server = MongoServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theOnlyPoolConnectsThereInPlaceOfItsOwnAddress() {
        withDetails(server.uri("test"))
                .withPropertyValues(
                        "earnorm.pool.mongodb.uri=" + NOWHERE,
                        "earnorm.pool.mongodb.username=app",
                        "earnorm.pool.mongodb.password=s3cret")
                .run(context -> {
                    MongoPool pool = context.getBean(MongoPool.class);
                    pool.run(mongo -> mongo.collection("orders").insertOne(new Document("where", "there")));
                    assertThat(pool.database()).isEqualTo("test");
                });
    }

    @Test
    void theDatabaseOfThePoolStaysItsOwn() {
        withDetails(server.uri("test"))
                .withPropertyValues("earnorm.pool.mongodb.database=shop")
                .run(context ->
                        assertThat(context.getBean(MongoPool.class).database()).isEqualTo("shop"));
    }

    @Test
    void aDatabaseThatNobodySaysIsMissed() {
        withDetails(server.uri())
                .withPropertyValues("earnorm.pool.mongodb.max-size=3")
                .run(context -> {
                    Throwable root = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
                    assertThat(root)
                            .isInstanceOfSatisfying(
                                    PoolPropertyException.class,
                                    failure -> assertThat(failure.description())
                                            .contains("database must be set, in the options or in the URI"));
                });
    }

    @Test
    void anSslBundleIsWhatConnectionsTrust() {
        Details.mongo(
                        Applications.withPools()
                                .withPropertyValues("earnorm.pool.defaults.min-size=0")
                                .withBean(
                                        PoolOptionsCustomizer.class,
                                        () -> (pool, options) -> assertThat(
                                                        options.build().sslContext())
                                                .isPresent()),
                        Map.of(
                                "getConnectionString",
                                new ConnectionString("mongodb://localhost:1/test"),
                                "getSslBundle",
                                SslBundle.systemDefault()))
                .withPropertyValues("earnorm.pool.mongodb.max-size=3")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void springBootsPropertiesAreForPoolsWithoutAddress() {
        ApplicationContextRunner application = Applications.withPools()
                .withConfiguration(AutoConfigurations.of(Details.present(
                        "org.springframework.boot.autoconfigure.mongo.MongoAutoConfiguration",
                        "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration")))
                .withPropertyValues(
                        "spring.data.mongodb.uri=" + server.uri("theirs"),
                        "spring.mongodb.uri=" + server.uri("theirs"));
        application.withPropertyValues("earnorm.pool.mongodb.max-size=3").run(context -> {
            MongoPool pool = context.getBean(MongoPool.class);
            assertThat(pool.database()).isEqualTo("theirs");
            assertThat(pool.<Long, RuntimeException>execute(
                            mongo -> mongo.collection("orders").countDocuments()))
                    .isZero();
        });
        application
                .withPropertyValues("earnorm.pool.mongodb.uri=" + server.uri("ours"))
                .run(context ->
                        assertThat(context.getBean(MongoPool.class).database()).isEqualTo("ours"));
    }

    private static ApplicationContextRunner withDetails(String uri) {
        return Details.mongo(Applications.withPools(), Map.of("getConnectionString", new ConnectionString(uri)));
    }
}
