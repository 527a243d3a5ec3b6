package io.earnorm.pool.spring;

import static io.earnorm.pool.spring.StartFailures.FAKE;
import static io.earnorm.pool.spring.StartFailures.JOBS;

import io.earnorm.pool.spring.StartFailureApplications.Ssl;
import java.util.stream.Stream;

/** What keeps an application from starting about servers, users, passwords and TLS. */
final class ConnectFailures {

    private static final String ADDRESS = "What a pool connects to";
    private static final String LOGIN = "Users, passwords and TLS";
    private static final String SENTINEL = "earnorm.pool.redis.sentinel.";
    private static final String CLUSTER = "earnorm.pool.redis.cluster.";

    private ConnectFailures() {}

    static Stream<StartFailure> all() {
        return Stream.of(addresses(), clusters(), sentinels(), logins()).flatMap(failures -> failures);
    }

    private static Stream<StartFailure> addresses() {
        return Stream.of(
                StartFailure.of(ADDRESS, "No address", "earnorm.pool.redis.sessions.max-size=5"),
                StartFailure.of(ADDRESS, "A URI of something else", "earnorm.pool.redis.uri=http://:s3cret@host"),
                StartFailure.of(
                        ADDRESS,
                        "A URI of something else, for MongoDB",
                        "earnorm.pool.mongodb.uri=http://app:s3cret@host/db"),
                StartFailure.of(
                        ADDRESS,
                        "A password that is not encoded",
                        "earnorm.pool.mongodb.uri=mongodb://app:s3cret/%@host/db"),
                StartFailure.of(
                        ADDRESS, "A URI with a query", "earnorm.pool.redis.uri=redis://:s3cret@host?timeout=2s"),
                StartFailure.of(
                        ADDRESS,
                        "A placeholder without a value",
                        "earnorm.pool.redis.uri=redis://:s3cret@${HOST_OF_NOBODY}:6379"),
                StartFailure.of(
                        ADDRESS, "A MongoDB pool without a database", "earnorm.pool.mongodb.uri=mongodb://host"),
                StartFailure.of(
                        ADDRESS,
                        "A Redis database that is no number",
                        "earnorm.pool.redis.uri=redis://host",
                        "earnorm.pool.redis.database=orders"),
                StartFailure.of(
                        ADDRESS,
                        "Two databases",
                        "earnorm.pool.redis.uri=redis://host/1",
                        "earnorm.pool.redis.database=2"),
                StartFailure.of(
                        ADDRESS,
                        "A key that the backend does not know",
                        "earnorm.pool.redis.uri=redis://host",
                        "earnorm.pool.redis.extra-config.client-nam=app"),
                StartFailure.of(
                        ADDRESS,
                        "A value that the backend refuses",
                        "earnorm.pool.redis.uri=redis://host",
                        "earnorm.pool.redis.extra-config.socket_timeout=s3cret"));
    }

    private static Stream<StartFailure> sentinels() {
        return Stream.of(
                StartFailure.of(
                        ADDRESS,
                        "Both a URI and sentinels",
                        SENTINEL + "master=m",
                        "earnorm.pool.redis.uri=redis://host"),
                StartFailure.of(ADDRESS, "Sentinels without a master", SENTINEL + "nodes=host"),
                StartFailure.of(ADDRESS, "A master without sentinels", SENTINEL + "master=m"),
                StartFailure.of(
                        ADDRESS,
                        "A sentinel's address with a password",
                        SENTINEL + "master=m",
                        SENTINEL + "nodes=one,:s3cret@two"),
                StartFailure.of(
                        LOGIN,
                        "A sentinels' user without a password",
                        SENTINEL + "master=m",
                        SENTINEL + "nodes=host",
                        SENTINEL + "username=app"));
    }

    private static Stream<StartFailure> clusters() {
        return Stream.of(
                StartFailure.of(
                        ADDRESS,
                        "Both a URI and the nodes of a cluster",
                        CLUSTER + "nodes=host",
                        "earnorm.pool.redis.uri=redis://host"),
                StartFailure.of(
                        ADDRESS,
                        "A cluster's setting for one server",
                        CLUSTER + "max-total=20",
                        "earnorm.pool.redis.uri=redis://host"),
                StartFailure.of(ADDRESS, "Both a cluster and sentinels", CLUSTER + "nodes=host", SENTINEL + "master=m"),
                StartFailure.of(ADDRESS, "A cluster without nodes", CLUSTER + "max-total=20"),
                StartFailure.of(ADDRESS, "A node's address with a password", CLUSTER + "nodes=one,:s3cret@two"),
                StartFailure.of(
                        ADDRESS, "A cluster with a database", CLUSTER + "nodes=host", "earnorm.pool.redis.database=1"),
                StartFailure.of(
                        ADDRESS,
                        "A cluster without room for a connection",
                        CLUSTER + "nodes=host",
                        CLUSTER + "max-total=-1"),
                StartFailure.of(
                        ADDRESS,
                        "A cluster with retry",
                        CLUSTER + "nodes=host",
                        "earnorm.pool.redis.resilience.retry.max-attempts=5"));
    }

    private static Stream<StartFailure> logins() {
        return Stream.of(
                StartFailure.of(LOGIN, "A user without a password", FAKE, JOBS + "username=app"),
                StartFailure.of(
                        LOGIN,
                        "A password without a user, for MongoDB",
                        "earnorm.pool.mongodb.uri=mongodb://host/db",
                        "earnorm.pool.mongodb.password=s3cret"),
                StartFailure.of(
                        LOGIN,
                        "A password that is a placeholder without a value",
                        "earnorm.pool.redis.uri=redis://host",
                        "earnorm.pool.redis.password=${PASSWORD_OF_NOBODY}"),
                StartFailure.of(
                                LOGIN,
                                "An SSL bundle that does not exist",
                                FAKE,
                                JOBS + "ssl.bundle=redis-ca",
                                "spring.ssl.bundle.pem.mongo-ca.truststore.certificate=ca.pem")
                        .with(Ssl.class),
                StartFailure.of(
                                LOGIN,
                                "An SSL bundle that cannot be read",
                                FAKE,
                                JOBS + "ssl.bundle=redis-ca",
                                "spring.ssl.bundle.jks.redis-ca.truststore.location=classpath:nowhere.p12",
                                "spring.ssl.bundle.jks.redis-ca.truststore.password=s3cret")
                        .with(Ssl.class),
                StartFailure.of(LOGIN, "An application without SSL bundles", FAKE, JOBS + "ssl.bundle=redis-ca"),
                StartFailure.of(
                                LOGIN,
                                "An SSL bundle for a connection in plain text",
                                "earnorm.pool.redis.uri=redis://host",
                                "earnorm.pool.redis.ssl.bundle=redis-ca",
                                "spring.ssl.bundle.pem.redis-ca.protocol=TLS")
                        .with(Ssl.class));
    }
}
