package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** How property names become pools. */
class ReadingTest {

    @Test
    void namedPoolsAreReadPerBackendInTheirOwnSpelling() {
        PoolDefinitions definitions = read(Map.of(
                "earnorm.pool.mongodb.orders.uri", "mongodb://one",
                "earnorm.pool.redis.order-cache.uri", "redis://two",
                "earnorm.pool.redis.userSessions.uri", "redis://three",
                "earnorm.pool.custom.mail.type", "smtp"));
        assertThat(definitions.pools()).containsOnlyKeys("orders", "order-cache", "userSessions", "mail");
        assertThat(definitions.all())
                .extracting(PoolDefinition::beanName)
                .containsExactlyInAnyOrder("ordersPool", "orderCachePool", "userSessionsPool", "mailPool");
        assertThat(pool(definitions, "userSessions").settings().getUri()).isEqualTo("redis://three");
        assertThat(pool(definitions, "orders").backendName()).isEqualTo("mongodb");
        assertThat(pool(definitions, "mail").backendName()).isEqualTo("smtp");
    }

    @Test
    void theShortFormIsOnePoolNamedAfterItsBackend() {
        PoolDefinitions definitions = read(Map.of(
                "earnorm.pool.mongodb.uri", "mongodb://one",
                "earnorm.pool.redis.uri", "redis://two",
                "earnorm.pool.redis.maxSize", "7",
                "earnorm.pool.redis.resilience.retry.max-attempts", "2",
                "earnorm.pool.redis.extra-config.client_name", "app"));
        assertThat(definitions.pools()).containsOnlyKeys("mongodb", "redis");
        PoolDefinition redis = pool(definitions, "redis");
        assertThat(redis.prefix()).hasToString("earnorm.pool.redis");
        assertThat(redis.beanName()).isEqualTo("redisPool");
        assertThat(redis.settings().getUri()).isEqualTo("redis://two");
        assertThat(redis.settings().getMaxSize()).isEqualTo(7);
        assertThat(redis.settings().getResilience().getRetry().getMaxAttempts()).isEqualTo(2);
        assertThat(redis.settings().getExtraConfig()).isEqualTo(Map.of("client_name", "app"));
    }

    @Test
    void aPoolMayBeNamedLikeASetting() {
        PoolDefinitions definitions = read(Map.of(
                "earnorm.pool.redis.primary.uri", "redis://one", "earnorm.pool.redis.database.uri", "redis://2"));
        assertThat(definitions.pools()).containsOnlyKeys("primary", "database");
    }

    @Test
    void aPoolWithoutTypeIsOfTheBackendOfItsName() {
        assertThat(pool(read(Map.of("earnorm.pool.custom.smtp.uri", "smtp://host")), "smtp")
                        .backendName())
                .isEqualTo("smtp");
    }

    @Test
    void anEmptySectionIsAPool() {
        assertThat(read(Map.of("earnorm.pool.redis.sessions", "")).pools()).containsOnlyKeys("sessions");
    }

    @Test
    void anEmptySectionCanBeFilledFromElsewhere() {
        PoolDefinitions definitions = read(
                Map.of("earnorm.pool.redis.sessions", ""),
                Map.of("EARNORM_POOL_REDIS_SESSIONS_URI", "redis://${user.name}"));
        assertThat(pool(definitions, "sessions").settings().getUri())
                .isEqualTo("redis://" + System.getProperty("user.name"));
    }

    @Test
    void emptySectionsOfAPoolAreNothing() {
        PoolSettings settings = pool(
                        read(Map.of(
                                "earnorm.pool.redis.sessions.uri", "redis://one",
                                "earnorm.pool.redis.sessions.ssl", "",
                                "earnorm.pool.redis.sessions.sentinel", "",
                                "earnorm.pool.redis.sessions.resilience", "",
                                "earnorm.pool.redis.sessions.resilience.retry", "",
                                "earnorm.pool.redis.sessions.extra-config", "")),
                        "sessions")
                .settings();
        assertThat(settings.getExtraConfig()).isEmpty();
        assertThat(settings.getSsl().getBundle()).isNull();
        assertThat(settings.getResilience().getRetry().getMaxAttempts()).isNull();
    }

    @Test
    void aVariableThatStandsWhereASectionBeginsIsNotOurs() {
        assertThat(read(
                                Map.of("earnorm.pool.redis.sessions.uri", "redis://one"),
                                Map.of(
                                        "EARNORM_POOL_REDIS",
                                        "tcp://10.0.0.1:6379",
                                        "EARNORM_POOL_REDIS_SESSIONS",
                                        "tcp://10.0.0.1:6379"))
                        .pools())
                .containsOnlyKeys("sessions");
    }

    @Test
    void anEmptyAddressIsNone() {
        PoolDefinition pool = pool(
                read(Map.of(
                        "earnorm.pool.redis.sessions.uri", "${NOBODY_SETS_THIS:}",
                        "earnorm.pool.redis.sessions.database", "")),
                "sessions");
        assertThat(pool.hasAddress()).isFalse();
        assertThat(pool.settings().getDatabase()).isNull();
    }

    @Test
    void nothingIsReadWhereNothingIsWritten() {
        assertThat(read(Map.of()).pools()).isEmpty();
    }

    @Test
    void theEnvironmentAloneCanDefineAPool() {
        PoolDefinitions definitions = read(
                Map.of(),
                Map.of("EARNORM_POOL_REDIS_SESSIONS_URI", "redis://one", "EARNORM_POOL_MONGODB_URI", "mongodb://two"));
        assertThat(definitions.pools()).containsOnlyKeys("sessions", "mongodb");
        assertThat(pool(definitions, "sessions").settings().getUri()).isEqualTo("redis://one");
        assertThat(pool(definitions, "mongodb").settings().getUri()).isEqualTo("mongodb://two");
    }

    @Test
    void theEnvironmentOverridesAPoolWhoseNameHasADash() {
        PoolDefinitions definitions = read(
                Map.of("earnorm.pool.redis.order-cache.uri", "redis://one"),
                Map.of(
                        "EARNORM_POOL_REDIS_ORDERCACHE_URI",
                        "redis://two",
                        "EARNORM_POOL_REDIS_ORDERCACHE_MAXSIZE",
                        "3"));
        assertThat(definitions.pools()).containsOnlyKeys("order-cache");
        assertThat(pool(definitions, "order-cache").settings().getUri()).isEqualTo("redis://two");
        assertThat(pool(definitions, "order-cache").settings().getMaxSize()).isEqualTo(3);
    }

    @Test
    void whatKubernetesSetsForAServiceOfASimilarNameIsNotOurs() {
        PoolDefinitions definitions = read(
                Map.of("earnorm.pool.redis.sessions.uri", "redis://one"),
                Map.of(
                        "EARNORM_POOL_PORT", "tcp://10.0.0.1:6379",
                        "EARNORM_POOL_SERVICE_HOST", "10.0.0.1",
                        "EARNORM_POOL_REDIS_PORT", "tcp://10.0.0.1:6379",
                        "EARNORM_POOL_REDIS_PORT_6379_TCP_ADDR", "10.0.0.1",
                        "EARNORM_POOL_REDIS_SERVICE_HOST", "10.0.0.1",
                        "EARNORM_POOL_REDIS_SESSIONS_SERVICE_HOST", "10.0.0.1"));
        assertThat(definitions.pools()).containsOnlyKeys("sessions");
    }

    @Test
    void aTypingMistakeInASystemPropertyIsRefused() {
        assertThatExceptionOfType(PoolPropertyException.class)
                .isThrownBy(() -> read(Map.of("earnorm.pool.redis.sessions.urii", "redis://one")))
                .withMessage("earnorm.pool.redis.sessions.urii: there is no setting of this name");
    }

    private static PoolDefinition pool(PoolDefinitions definitions, String name) {
        PoolDefinition pool = definitions.find(name);
        assertThat(pool).as(name).isNotNull();
        return pool;
    }

    private static PoolDefinitions read(Map<String, Object> properties) {
        return read(properties, Map.of());
    }

    private static PoolDefinitions read(Map<String, Object> properties, Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        // As in an application: the environment goes before files.
        environment
                .getPropertySources()
                .addLast(environment.getPropertySources().remove("test"));
        return new PoolDefinitionsReader(environment).read();
    }
}
