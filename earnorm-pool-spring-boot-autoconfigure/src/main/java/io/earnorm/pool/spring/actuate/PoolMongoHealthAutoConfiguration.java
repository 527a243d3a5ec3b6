package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.spring.PoolAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * By its name, Spring Boot's own health of MongoDB steps aside where the only clients are those of pools: it would ask the
 * same server a second time, for up to 30 seconds, and on Spring Boot 4 for the names of all databases, which not every user
 * may see. Unless somebody wants it: the property's name is another one on each generation.
 */
@AutoConfiguration(
        after = PoolAutoConfiguration.class,
        afterName = {
            "io.earnorm.pool.spring.actuate.PoolHealthAutoConfiguration",
            "io.earnorm.pool.spring.actuate.PoolHealthBoot4AutoConfiguration",
            "org.springframework.boot.autoconfigure.mongo.MongoReactiveAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration"
        },
        beforeName = {
            "io.earnorm.pool.spring.data.PoolDataMongoAutoConfiguration",
            "org.springframework.boot.autoconfigure.data.mongo.MongoDataAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.data.mongo.MongoHealthContributorAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.data.mongo.MongoReactiveHealthContributorAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.health.MongoReactiveHealthContributorAutoConfiguration"
        })
@ConditionalOnBean(name = {"earnormMongoClients", "earnormPoolHealthProbes"})
@ConditionalOnMissingBean(
        type = {
            "com.mongodb.reactivestreams.client.MongoClient",
            "org.springframework.data.mongodb.MongoDatabaseFactory" // The application's: ours comes later.
        })
@ConditionalOnProperty(
        name = {"management.health.mongo.enabled", "management.health.mongodb.enabled"},
        havingValue = "false",
        matchIfMissing = true)
public final class PoolMongoHealthAutoConfiguration {

    /** For Spring. */
    public PoolMongoHealthAutoConfiguration() {}

    @Bean("mongoHealthContributor")
    @ConditionalOnMissingBean(name = {"mongoHealthContributor", "mongoHealthIndicator"})
    NoMongoHealth mongoHealthContributor() {
        return new NoMongoHealth();
    }

    /** Nothing: {@code earnormPool} says it. */
    static final class NoMongoHealth {}
}
