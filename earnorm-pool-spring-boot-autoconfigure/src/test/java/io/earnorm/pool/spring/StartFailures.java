package io.earnorm.pool.spring;

import io.earnorm.pool.spring.StartFailureApplications.Actuator;
import io.earnorm.pool.spring.StartFailureApplications.BuiltWithMail;
import io.earnorm.pool.spring.StartFailureApplications.BuiltWithoutJobs;
import io.earnorm.pool.spring.StartFailureApplications.Checkout;
import io.earnorm.pool.spring.StartFailureApplications.Report;
import java.util.List;
import java.util.stream.Stream;

/** Everything that keeps an application from starting because of its pools. */
final class StartFailures {

    private static final String KEYS = "Keys and names";
    private static final String VALUES = "Values";
    private static final String BACKENDS = "Backends and templates";
    private static final String BEANS = "Beans and the start";
    static final String JOBS = "earnorm.pool.custom.jobs.";
    static final String FAKE = JOBS + "type=fake";

    private StartFailures() {}

    static List<StartFailure> all() {
        return Stream.of(keys(), names(), values(), ranges(), ConnectFailures.all(), backends(), beans())
                .flatMap(failures -> failures)
                .toList();
    }

    private static Stream<StartFailure> keys() {
        return Stream.of(
                StartFailure.of(KEYS, "A misspelled setting of a pool", "earnorm.pool.redis.sessions.max-sise=5"),
                StartFailure.of(
                        KEYS,
                        "A misspelled setting without a pool's name",
                        "earnorm.pool.redis.uri=redis://host",
                        "earnorm.pool.redis.max-sise=5"),
                StartFailure.of(KEYS, "A misspelled password", "earnorm.pool.redis.sessions.pasword=s3cret"),
                StartFailure.of(
                        KEYS, "A misspelled setting below another", "earnorm.pool.redis.resilience.retry.attempts=5"),
                StartFailure.of(
                        KEYS,
                        "A setting by the name that it has elsewhere",
                        "earnorm.pool.defaults.maximum-pool-size=20"),
                StartFailure.of(KEYS, "A setting that nobody has", "earnorm.pool.redis.sessions.colour=red"),
                StartFailure.of(
                        KEYS, "A setting of pools among the defaults", "earnorm.pool.defaults.uri=redis://host"),
                StartFailure.of(KEYS, "A misspelled section", "earnorm.pool.mongo.orders.uri=mongodb://host"),
                StartFailure.of(KEYS, "A section in the wrong place", "earnorm.redis.uri=redis://host"),
                StartFailure.of(KEYS, "A misspelled prefix", "earnorm.pools.redis.uri=redis://host"),
                StartFailure.of(KEYS, "A misspelled setting of the health", FAKE, "earnorm.pool.health.cash=1s")
                        .with(Actuator.class),
                StartFailure.of(
                                KEYS,
                                "A misspelled setting of the meters",
                                FAKE,
                                "earnorm.pool.metrics.exact-timer=true")
                        .with(Actuator.class));
    }

    private static Stream<StartFailure> names() {
        return Stream.of(
                StartFailure.of(
                        KEYS,
                        "Names that cannot be told apart",
                        "earnorm.pool.redis.order-cache.uri=redis://one",
                        "earnorm.pool.redis.ordercache.uri=redis://two"),
                StartFailure.of(
                        KEYS,
                        "One name in two backends",
                        "earnorm.pool.mongodb.orders.uri=mongodb://host",
                        "earnorm.pool.redis.orders.uri=redis://host"),
                StartFailure.of(KEYS, "A name that cannot be one", "earnorm.pool.redis.2nd.uri=redis://host"),
                StartFailure.of(KEYS, "A list of pools", "earnorm.pool.redis[0].uri=redis://host"),
                StartFailure.of(
                        KEYS,
                        "Settings both with and without a name",
                        "earnorm.pool.redis.max-size=5",
                        "earnorm.pool.redis.sessions.uri=redis://host"),
                StartFailure.of(
                        KEYS,
                        "A section that stands too high",
                        "earnorm.pool.redis.uri=redis://host",
                        "earnorm.pool.redis.circuit-breaker.enabled=false"),
                StartFailure.of(
                        KEYS,
                        "A section that stands too high, below a name",
                        "earnorm.pool.redis.sessions.circuit-breaker.enabled=false"),
                StartFailure.of(KEYS, "A custom pool without a name", "earnorm.pool.custom.type=fake"));
    }

    private static Stream<StartFailure> values() {
        return Stream.of(
                StartFailure.of(VALUES, "A number that is none", "earnorm.pool.redis.sessions.max-size=ten"),
                StartFailure.of(VALUES, "A number that is missing", "earnorm.pool.redis.sessions.max-size="),
                StartFailure.of(VALUES, "A value in place of pools", "earnorm.pool.redis=redis://:s3cret@host"),
                StartFailure.of(
                        VALUES,
                        "A value in place of a pool's settings",
                        "earnorm.pool.redis.sessions=redis://:s3cret@host"),
                StartFailure.of(
                        VALUES,
                        "A value in place of settings",
                        "earnorm.pool.redis.sessions.uri=redis://host",
                        "earnorm.pool.redis.sessions.resilience.retry=false"),
                StartFailure.of(
                        VALUES, "A length of time that is none", "earnorm.pool.defaults.connection-timeout=5 secs"),
                StartFailure.of(
                        VALUES, "A yes or no that is neither", "earnorm.pool.redis.sessions.validate-on-borrow=maybe"),
                StartFailure.of(VALUES, "Pools that are neither on nor off", "earnorm.pool.enabled=maybe"),
                StartFailure.of(VALUES, "A choice that does not exist", "earnorm.pool.redis.sessions.fairness=random"),
                StartFailure.of(
                                VALUES,
                                "A length of time of the health that is none",
                                FAKE,
                                "earnorm.pool.health.cache=soon")
                        .with(Actuator.class),
                StartFailure.of(VALUES, "No time for the health", FAKE, "earnorm.pool.health.timeout=0")
                        .with(Actuator.class),
                StartFailure.of(VALUES, "A negative time for the health", FAKE, "earnorm.pool.health.cache=-1s")
                        .with(Actuator.class));
    }

    private static Stream<StartFailure> ranges() {
        return Stream.of(
                StartFailure.of(VALUES, "No room for a connection", FAKE, JOBS + "max-size=0"),
                StartFailure.of(
                        VALUES,
                        "Sizes that contradict each other",
                        "earnorm.pool.defaults.min-size=5",
                        FAKE,
                        JOBS + "max-size=3"),
                StartFailure.of(VALUES, "A negative time", FAKE, JOBS + "connection-timeout=-1s"),
                StartFailure.of(
                        VALUES, "A time that is too short to be meant", FAKE, JOBS + "validation-timeout=500us"),
                StartFailure.of(
                        VALUES,
                        "A share out of its range, in a template",
                        "earnorm.pool.templates.batch.resilience.retry.jitter=2",
                        FAKE,
                        JOBS + "template=batch"),
                StartFailure.of(
                        VALUES,
                        "More calls than are looked at",
                        FAKE,
                        JOBS + "resilience.circuit-breaker.minimum-calls=30"),
                StartFailure.of(
                        VALUES,
                        "A longest wait that is shorter than the first",
                        FAKE,
                        JOBS + "resilience.retry.backoff=5s",
                        JOBS + "resilience.retry.max-backoff=1s"));
    }

    private static Stream<StartFailure> backends() {
        return Stream.of(
                StartFailure.of(BACKENDS, "A missing driver of Redis", "earnorm.pool.redis.uri=redis://host")
                        .without("redis.clients"),
                StartFailure.of(
                                BACKENDS,
                                "A missing driver of MongoDB",
                                "earnorm.pool.mongodb.orders.uri=mongodb://host/db")
                        .without("com.mongodb"),
                StartFailure.of(BACKENDS, "A backend that nobody knows", "earnorm.pool.custom.mail.type=smtp"),
                StartFailure.of(
                        BACKENDS,
                        "A template that does not exist",
                        "earnorm.pool.templates.batch.max-size=40",
                        FAKE,
                        JOBS + "template=bach"),
                StartFailure.of(
                        BACKENDS,
                        "Two primary pools of one backend",
                        "earnorm.pool.redis.one.primary=true",
                        "earnorm.pool.redis.two.primary=true"));
    }

    private static Stream<StartFailure> beans() {
        return Stream.of(
                StartFailure.of(
                        BEANS,
                        "A backend that is down, when the application must not start without it",
                        "server-is-down=true",
                        FAKE,
                        JOBS + "initialization-fail-timeout=0"),
                StartFailure.of(BEANS, "A pool that is wanted and not configured")
                        .with(Checkout.class),
                StartFailure.of(
                                BEANS,
                                "One of several pools that is not named",
                                FAKE,
                                "earnorm.pool.custom.sessions.type=fake")
                        .with(Report.class),
                StartFailure.of(
                                BEANS,
                                "A pool that was not there when the application was processed ahead of time",
                                FAKE)
                        .with(BuiltWithoutJobs.class),
                StartFailure.of(BEANS, "A pool that was there when the application was processed ahead of time", FAKE)
                        .with(BuiltWithMail.class));
    }
}
