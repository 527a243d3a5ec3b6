package io.earnorm.pool.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.spring.Applications;
import io.earnorm.pool.testing.mongo.MongoServer;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.util.ClassUtils;

/** Which client and database Spring Data MongoDB uses. */
class DataMongoTest {

    private static final String[] OF_EITHER_GENERATION = {
        "org.springframework.boot.autoconfigure.mongo.MongoAutoConfiguration",
        "org.springframework.boot.autoconfigure.data.mongo.MongoDataAutoConfiguration",
        "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
        "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration"
    };

    private final MongoServer server = MongoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void templatesUseTheClientAndTheDatabaseOfTheOnlyPool() {
        application()
                .withPropertyValues("earnorm.pool.mongodb.uri=" + server.uri("shop"))
                .run(context -> {
                    context.getBean(MongoTemplate.class).save(new Document("_id", 1), "orders");
                    assertThat(context).getBeanNames(MongoClient.class).containsExactly("mongodbMongoClient");
                    assertThat(context.getBean(MongoPool.class)
                                    .<Long, RuntimeException>execute(
                                            mongo -> mongo.collection("orders").countDocuments()))
                            .isEqualTo(1);
                });
    }

    @Test
    void ofSeveralPoolsThePrimaryOneIsTakenAndWithoutOneNone() {
        ApplicationContextRunner two = application()
                .withPropertyValues(
                        "earnorm.pool.mongodb.orders.uri=" + server.uri("shop"),
                        "earnorm.pool.mongodb.archive.uri=" + server.uri("archive"));
        two.run(context -> assertThat(context).doesNotHaveBean(MongoDatabaseFactory.class));
        two.withPropertyValues("earnorm.pool.mongodb.archive.primary=true")
                .run(context -> assertThat(
                                context.getBean(MongoTemplate.class).getDb().getName())
                        .isEqualTo("archive"));
    }

    @Test
    void aClientOrAFactoryOfTheApplicationStaysItsOwn() {
        ApplicationContextRunner one =
                application().withPropertyValues("earnorm.pool.mongodb.uri=" + server.uri("shop"));
        one.withBean("own", MongoClient.class, () -> MongoClients.create(server.uri()))
                .withPropertyValues("spring.data.mongodb.database=theirs", "spring.mongodb.database=theirs")
                .run(context -> assertThat(
                                context.getBean(MongoTemplate.class).getDb().getName())
                        .isEqualTo("theirs"));
        one.withBean(
                        "own",
                        MongoDatabaseFactory.class,
                        () -> new SimpleMongoClientDatabaseFactory(server.uri("theirs")))
                .run(context -> assertThat(context)
                        .getBeanNames(MongoDatabaseFactory.class)
                        .containsExactly("own"));
    }

    @Test
    void anApplicationWithoutSpringDataStarts() {
        Applications.withPools()
                .withConfiguration(AutoConfigurations.of(PoolDataMongoAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.data"))
                .withPropertyValues("earnorm.pool.mongodb.uri=" + server.uri("shop"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("mongoDatabaseFactory"));
    }

    /** With Spring Boot's own auto-configuration, of the generation that is present. */
    private static ApplicationContextRunner application() {
        List<Class<?>> configurations = new ArrayList<>(List.of(PoolDataMongoAutoConfiguration.class));
        for (String name : OF_EITHER_GENERATION) {
            if (ClassUtils.isPresent(name, null)) {
                configurations.add(ClassUtils.resolveClassName(name, null));
            }
        }
        assertThat(configurations).hasSize(3);
        return Applications.withPools()
                .withConfiguration(AutoConfigurations.of(configurations.toArray(Class<?>[]::new)));
    }
}
