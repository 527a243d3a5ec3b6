package io.earnorm.pool.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.earnorm.pool.spring.Applications;
import io.earnorm.pool.spring.actuate.PoolMongoHealthAutoConfiguration.NoMongoHealth;
import io.earnorm.pool.spring.data.PoolDataMongoAutoConfiguration;
import io.earnorm.pool.testing.mongo.MongoServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.util.ClassUtils;

/** Spring Boot's own health of MongoDB asks through a template on 3.5, and through every client on 4. */
class MongoHealthTest {

    private static final String BEAN = "mongoHealthContributor";

    private static final String[] OF_EITHER_GENERATION = {
        "org.springframework.boot.autoconfigure.mongo.MongoAutoConfiguration",
        "org.springframework.boot.autoconfigure.data.mongo.MongoDataAutoConfiguration",
        "org.springframework.boot.actuate.autoconfigure.data.mongo.MongoHealthContributorAutoConfiguration",
        "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
        "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
        "org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration"
    };

    private final MongoServer server = MongoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nobodyAsksTheServerOfAPoolASecondTime() {
        application().run(context -> assertThat(context).getBean(BEAN).isInstanceOf(NoMongoHealth.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.health.mongo.enabled=true",
                "management.health.mongodb.enabled=true",
                "management.health.earnorm-pool.enabled=false",
                "management.health.earnorm-pool.enabled=off"
            })
    void whoWantsItHasIt(String property) {
        application()
                .withPropertyValues(property)
                .run(context -> assertThat(context).getBean(BEAN).isNotNull().isNotInstanceOf(NoMongoHealth.class));
    }

    @Test
    void whatIsNeitherOnNorOffIsRefused() {
        application()
                .withPropertyValues("management.health.mongo.enabled=maybe", "management.health.mongodb.enabled=maybe")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("[maybe]")); // Spring Boot's analyzer adds the property's name.
    }

    @Test
    void aClientOrAFactoryOfTheApplicationIsAsked() {
        application()
                .withBean("own", MongoClient.class, () -> MongoClients.create(server.uri()))
                .run(context -> assertThat(context).getBean(BEAN).isNotInstanceOf(NoMongoHealth.class));
        application()
                .withBean(
                        "own",
                        MongoDatabaseFactory.class,
                        () -> new SimpleMongoClientDatabaseFactory(server.uri("theirs")))
                .run(context -> assertThat(context).getBean(BEAN).isNotInstanceOf(NoMongoHealth.class));
    }

    private ApplicationContextRunner application() {
        List<Class<?>> configurations = new ArrayList<>(List.of(
                PoolHealthAutoConfiguration.class,
                PoolHealthBoot4AutoConfiguration.class,
                PoolMongoHealthAutoConfiguration.class,
                PoolDataMongoAutoConfiguration.class));
        for (String name : OF_EITHER_GENERATION) {
            if (ClassUtils.isPresent(name, null)) {
                configurations.add(ClassUtils.resolveClassName(name, null));
            }
        }
        assertThat(configurations).hasSize(7);
        return Applications.withPools()
                .withConfiguration(AutoConfigurations.of(configurations.toArray(Class<?>[]::new)))
                .withPropertyValues("earnorm.pool.mongodb.uri=" + server.uri("shop"));
    }
}
