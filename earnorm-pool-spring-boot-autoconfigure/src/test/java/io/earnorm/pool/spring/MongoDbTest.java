package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.earnorm.pool.Pool;
import io.earnorm.pool.mongodb.MongoConnection;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.testing.mongo.MongoServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

class MongoDbTest {

    private final MongoServer server = MongoServer.start();
    private final ApplicationContextRunner application =
            Applications.withPools().withPropertyValues("earnorm.pool.mongodb.uri=" + server.uri("shop"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theShortFormIsAPoolThatWorks() {
        application.withUserConfiguration(Injected.class).run(context -> {
            Injected injected = context.getBean(Injected.class);
            assertThat(injected.generic).isSameAs(injected.pool);
            injected.pool.run(mongo -> mongo.collection("orders").insertOne(new Document("_id", 1)));
            assertThat(injected.generic.<Long, RuntimeException>execute(
                            mongo -> mongo.collection("orders").countDocuments()))
                    .isEqualTo(1);
        });
    }

    @Test
    void nothingIsConnectedAnyMoreWhenTheApplicationHasEnded() {
        application.run(context -> context.getBean(MongoPool.class)
                .run(mongo -> mongo.collection("orders").insertOne(new Document("_id", 1))));
        await().untilAsserted(() -> assertThat(server.connections()).isZero());
    }

    @Test
    void theDriversMetersAreThereWhereSpringBootHasListenersForThem() {
        withDriversMeters(application)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    context.getBean(MongoPool.class)
                            .run(mongo -> mongo.collection("orders").insertOne(new Document("_id", 1)));
                    MeterRegistry meters = context.getBean(MeterRegistry.class);
                    assertThat(meters.get("mongodb.driver.commands")
                                    .tag("command", "insert")
                                    .timer()
                                    .count())
                            .isOne();
                    assertThat(meters.get("mongodb.driver.pool.size").gauge().value())
                            .isPositive();
                });
    }

    @Test
    void thePoolsClientIsTheApplicationsOnlyOne() {
        withSpringBootsOwn(application).run(context -> {
            assertThat(context).getBeanNames(MongoClient.class).containsExactly("mongodbMongoClient");
            assertThat(context.getBean(MongoClient.class).getDatabase("shop").getName())
                    .isEqualTo("shop");
        });
    }

    @Test
    void eachPoolsDatabaseIsABean() {
        Applications.withPools()
                .withPropertyValues(
                        "earnorm.pool.mongodb.orders.uri=" + server.uri("shop"),
                        "earnorm.pool.mongodb.orders.primary=true",
                        "earnorm.pool.mongodb.archive.uri=" + server.uri("old"))
                .run(context -> {
                    assertThat(context.getBean(MongoDatabase.class).getName()).isEqualTo("shop");
                    assertThat(context.getBean("archiveMongoDatabase", MongoDatabase.class)
                                    .getName())
                            .isEqualTo("old");
                });
    }

    @Test
    void aDatabaseOfTheApplicationStaysItsOwn() {
        try (MongoClient client = MongoClients.create(server.uri())) {
            application
                    .withBean("own", MongoDatabase.class, () -> client.getDatabase("theirs"))
                    .run(context -> assertThat(context)
                            .getBeanNames(MongoDatabase.class)
                            .containsExactly("own"));
        }
    }

    @Test
    void theDriversSettingsCanBeCustomizedForEachPool() {
        List<String> commands = new CopyOnWriteArrayList<>();
        application
                .withBean(
                        PoolMongoSettingsCustomizer.class,
                        () -> (pool, settings) -> settings.addCommandListener(new CommandListener() {
                            @Override
                            public void commandStarted(CommandStartedEvent event) {
                                commands.add(pool + ": " + event.getCommandName());
                            }
                        }))
                .run(context -> {
                    context.getBean(MongoPool.class)
                            .run(mongo -> mongo.collection("orders").insertOne(new Document("_id", 1)));
                    assertThat(commands).contains("mongodb: insert");
                });
    }

    @Test
    void aClientThatTheApplicationConfiguresStaysItsOwn() {
        withSpringBootsOwn(application)
                .withPropertyValues("spring.data.mongodb.uri=" + server.uri(), "spring.mongodb.uri=" + server.uri())
                .run(context -> assertThat(context)
                        .doesNotHaveBean("mongodbMongoClient")
                        .hasSingleBean(MongoClient.class));
    }

    @Test
    void aClientThatTheApplicationMakesStaysItsOwn() {
        withSpringBootsOwn(application)
                .withBean("own", MongoClient.class, () -> MongoClients.create(server.uri()))
                .run(context ->
                        assertThat(context).getBeanNames(MongoClient.class).containsExactly("own"));
    }

    @Test
    void aUriWithoutDatabaseIsRefused() {
        Applications.withPools()
                .withPropertyValues("earnorm.pool.mongodb.orders.uri=mongodb://app:s3cret@host")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                PoolPropertyException.class,
                                failure -> assertThat(failure.description())
                                        .contains(
                                                "    Property: earnorm.pool.mongodb.orders.database",
                                                "database must be set")
                                        .doesNotContain("s3cret")));
    }

    @Test
    void anUnknownExtraKeyIsRefusedWithThoseThatAreKnown() {
        application
                .withPropertyValues("earnorm.pool.mongodb.extra-config.auth_sauce=admin")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                PoolPropertyException.class,
                                failure -> assertThat(failure.description())
                                        .contains(
                                                "    Property: earnorm.pool.mongodb.extra-config.auth-sauce",
                                                "    Value: ******",
                                                "auth_source")));
    }

    private static ApplicationContextRunner withSpringBootsOwn(ApplicationContextRunner application) {
        return with(
                application,
                "org.springframework.boot.autoconfigure.mongo.MongoAutoConfiguration",
                "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration");
    }

    private static ApplicationContextRunner withDriversMeters(ApplicationContextRunner application) {
        return with(
                application,
                "org.springframework.boot.actuate.autoconfigure.metrics.mongo.MongoMetricsAutoConfiguration",
                "org.springframework.boot.mongodb.autoconfigure.metrics.MongoMetricsAutoConfiguration");
    }

    /** With that of the generation that is present. */
    private static ApplicationContextRunner with(ApplicationContextRunner application, String... candidates) {
        List<Class<?>> own = new ArrayList<>();
        for (String name : candidates) {
            if (ClassUtils.isPresent(name, null)) {
                own.add(ClassUtils.resolveClassName(name, null));
            }
        }
        assertThat(own).hasSize(1);
        return application.withConfiguration(AutoConfigurations.of(own.toArray(Class<?>[]::new)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Injected {
        @Autowired
        MongoPool pool;

        @Autowired
        Pool<MongoConnection> generic;
    }
}
