package io.earnorm.pool.spring.data;

import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.spring.PoolAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoDatabaseFactorySupport;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/**
 * Spring Data MongoDB on the client and the database of the only pool, or the primary one: Spring Boot would take the client,
 * and a database named {@code test}. On either generation of Spring Boot. Steps aside for an application that has, or
 * configures, another client or factory.
 */
@AutoConfiguration(
        after = PoolAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.autoconfigure.data.mongo.MongoDataAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration"
        })
@ConditionalOnClass(
        name = {
            "org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory",
            "com.mongodb.client.MongoClient"
        })
@ConditionalOnBean(name = "earnormMongoClients")
@ConditionalOnSingleCandidate(type = "io.earnorm.pool.mongodb.MongoPool")
@ConditionalOnMissingBean(type = "org.springframework.data.mongodb.MongoDatabaseFactory")
public final class PoolDataMongoAutoConfiguration {

    /** For Spring. */
    public PoolDataMongoAutoConfiguration() {}

    @Bean
    MongoDatabaseFactorySupport<?> mongoDatabaseFactory(MongoPool pool) {
        return new SimpleMongoClientDatabaseFactory(pool.client(), pool.database());
    }
}
