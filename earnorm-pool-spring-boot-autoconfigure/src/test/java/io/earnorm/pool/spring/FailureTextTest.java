package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.earnorm.pool.Pool;
import io.earnorm.pool.redis.RedisPool;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What a person reads when an application does not start: in a whole application, as Spring Boot prints it. */
@ExtendWith(OutputCaptureExtension.class)
class FailureTextTest {

    @Test
    void aValueOutOfItsRange(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.custom.sessions.type=fake", "earnorm.pool.custom.sessions.max-size=0"))
                .contains(
                        "The pool 'sessions' cannot be set up:",
                        "    Property: earnorm.pool.custom.sessions.max-size\n    Value: 0\n    Origin: \"earnorm.pool.custom.sessions.max-size\" from property source \"commandLineArgs\"",
                        "    Reason: must be at least 1",
                        "Correct earnorm.pool.custom.sessions.max-size.");
    }

    @Test
    void aValueOfTheDefaultsThatContradictsThePool(CapturedOutput output) {
        assertThat(failure(
                        output,
                        "earnorm.pool.defaults.min-size=5",
                        "earnorm.pool.custom.sessions.type=fake",
                        "earnorm.pool.custom.sessions.max-size=3"))
                .contains(
                        "The pool 'sessions' cannot be set up:",
                        "    Property: earnorm.pool.defaults.min-size\n    Value: 5\n",
                        "    Reason: must be between 0 and max-size (3)");
    }

    @Test
    void aValueOfATemplateThatIsOutOfItsRange(CapturedOutput output) {
        assertThat(failure(
                        output,
                        "earnorm.pool.templates.batch.resilience.retry.jitter=2",
                        "earnorm.pool.custom.sessions.type=fake",
                        "earnorm.pool.custom.sessions.template=batch"))
                .contains(
                        "    Property: earnorm.pool.templates.batch.resilience.retry.jitter\n    Value: 2\n",
                        "    Reason: must be between 0 and 1");
    }

    @Test
    void aBreakerSettingOutOfItsRange(CapturedOutput output) {
        assertThat(failure(
                        output,
                        "earnorm.pool.custom.sessions.type=fake",
                        "earnorm.pool.custom.sessions.resilience.circuit-breaker.minimum-calls=30"))
                .contains(
                        "    Property: earnorm.pool.custom.sessions.resilience.circuit-breaker.minimum-calls\n    Value: 30\n",
                        "    Reason: must be between 1 and sliding-window-size (20)");
    }

    @Test
    void aNumberThatIsNone(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.redis.sessions.max-size=ten"))
                .contains(
                        "    Property: earnorm.pool.redis.sessions.max-size\n    Value: ten\n",
                        "    Reason: must be a whole number",
                        "Correct the value of earnorm.pool.redis.sessions.max-size.");
    }

    @Test
    void aLengthOfTimeThatIsNone(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.defaults.connection-timeout=5 secs"))
                .contains(
                        "    Property: earnorm.pool.defaults.connection-timeout\n    Value: 5 secs\n",
                        "    Reason: must be a length of time, such as 500ms, 5s or 2m; a number alone is milliseconds");
    }

    @Test
    void aChoiceThatDoesNotExist(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.redis.sessions.fairness=random"))
                .contains("    Value: random\n", "    Reason: must be one of strict, bounded");
    }

    @Test
    void anUnknownSettingOfAPool(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.redis.sessions.max-sise=5"))
                .contains(
                        "    Property: earnorm.pool.redis.sessions.max-sise\n    Value: 5\n",
                        "    Reason: there is no setting of this name",
                        "Did you mean 'max-size'? Correct the name, or remove the setting.");
    }

    @Test
    void anUnknownSettingOfTheShortForm(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.redis.uri=redis://host", "earnorm.pool.redis.max-sise=5"))
                .contains("    Property: earnorm.pool.redis.max-sise\n", "Did you mean 'max-size'?");
    }

    @Test
    void anUnknownNestedSetting(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.redis.resilience.retry.attempts=5"))
                .contains(
                        "    Property: earnorm.pool.redis.resilience.retry.attempts\n",
                        "    Reason: there is no setting of this name",
                        "Correct the name, or remove the setting.");
    }

    @Test
    void anUnknownSection(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.mongo.orders.uri=mongodb://host"))
                .contains("    Property: earnorm.pool.mongo\n", "Did you mean 'mongodb'?");
    }

    @Test
    void namesThatCannotBeToldApart(CapturedOutput output) {
        assertThat(failure(
                        output,
                        "earnorm.pool.redis.order-cache.uri=redis://one",
                        "earnorm.pool.redis.ordercache.uri=redis://two"))
                .contains(
                        "    Property: earnorm.pool.redis.order-cache\n",
                        "    Reason: the names order-cache, ordercache cannot be told apart: property names are compared without dashes, underscores and capitals",
                        "choose names that differ in their letters");
    }

    @Test
    void oneNameInTwoBackends(CapturedOutput output) {
        assertThat(failure(
                        output,
                        "earnorm.pool.mongodb.orders.uri=mongodb://host",
                        "earnorm.pool.redis.orders.uri=redis://host"))
                .contains(
                        "The pool 'orders' cannot be set up:",
                        "    Property: earnorm.pool.redis.orders\n",
                        "there is a pool of this name already: earnorm.pool.mongodb.orders",
                        "Rename one of the two pools.");
    }

    @Test
    void twoPrimaryPoolsOfOneBackend(CapturedOutput output) {
        assertThat(failure(
                        output,
                        "earnorm.pool.mongodb.orders.primary=true",
                        "earnorm.pool.redis.one.primary=true",
                        "earnorm.pool.redis.two.primary=true"))
                .containsPattern("Property: earnorm.pool.redis.(one|two).primary\n    Value: true\n")
                .containsPattern("Reason: earnorm.pool.redis.(one|two) is primary already");
    }

    @Test
    void aNameThatCannotBeOne(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.redis[0].uri=redis://host"))
                .contains(
                        "'0' cannot be a name: it must begin with a letter", "for example 'sessions' or 'order-cache'");
    }

    @Test
    void settingsBothWithAndWithoutAName(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.redis.max-size=5", "earnorm.pool.redis.sessions.uri=redis://host"))
                .contains(
                        "    Property: earnorm.pool.redis.max-size\n    Value: 5\n",
                        "earnorm.pool.redis has both settings of its own and named pools (sessions)",
                        "settings for all pools to earnorm.pool.defaults");
    }

    @Test
    void aCustomPoolWithoutAName(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.custom.type=fake"))
                .contains("    Reason: a custom pool needs a name", "Write earnorm.pool.custom.<name>.type.");
    }

    @Test
    void aBackendThatNobodyKnows(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.custom.mail.type=smtp"))
                .contains(
                        "The pool 'mail' cannot be set up:",
                        "    Property: earnorm.pool.custom.mail.type\n    Value: smtp\n",
                        "    Reason: there is no backend 'smtp'; there are: fake",
                        "Define a PoolBackend bean of this name, or register it with PoolRegistry.global() or by ServiceLoader.");
    }

    @Test
    void aTemplateThatDoesNotExist(CapturedOutput output) {
        assertThat(failure(
                        output,
                        "earnorm.pool.templates.batch.max-size=40",
                        "earnorm.pool.custom.jobs.type=fake",
                        "earnorm.pool.custom.jobs.template=bach"))
                .contains(
                        "    Property: earnorm.pool.custom.jobs.template\n    Value: bach\n",
                        "there is no template of this name; there are: batch");
    }

    @Test
    void anSslBundleThatDoesNotExist(CapturedOutput output) {
        assertThat(failure(
                        output, "earnorm.pool.custom.jobs.type=fake", "earnorm.pool.custom.jobs.ssl.bundle=mongo-ca"))
                .contains(
                        "    Property: earnorm.pool.custom.jobs.ssl.bundle\n    Value: mongo-ca\n",
                        "there is no SSL bundle of this name; there are: none",
                        "Define the bundle below spring.ssl.bundle");
    }

    @Test
    void aUserWithoutPassword(CapturedOutput output) {
        assertThat(failure(output, "earnorm.pool.custom.jobs.type=fake", "earnorm.pool.custom.jobs.username=app"))
                .contains(
                        "    Property: earnorm.pool.custom.jobs.username\n    Value: app\n",
                        "there is a username, but no password");
    }

    @Test
    void aPlaceholderWithoutValueDoesNotShowTheUriAroundIt(CapturedOutput output) {
        assertThat(failure(
                        output,
                        "earnorm.pool.custom.jobs.type=fake",
                        "earnorm.pool.custom.jobs.uri=fake://:s3cret@${HOST_OF_NOBODY}:6379"))
                .contains(
                        "    Property: earnorm.pool.custom.jobs.uri\n    Value: fake://******@${HOST_OF_NOBODY}:6379\n",
                        "there is no value for the placeholder ${HOST_OF_NOBODY}",
                        "Define HOST_OF_NOBODY, for example as an environment variable.")
                .doesNotContain("s3cret");
    }

    @Test
    void aBackendThatIsDownWhenTheApplicationMustNotStartWithoutIt(CapturedOutput output) {
        assertThat(failure(
                        output,
                        "server-is-down=true",
                        "earnorm.pool.custom.jobs.type=fake",
                        "earnorm.pool.custom.jobs.initialization-fail-timeout=0"))
                .contains(
                        "The pool 'jobs' could not connect to its fake backend:",
                        "java.io.IOException: Connection refused",
                        "set earnorm.pool.custom.jobs.initialization-fail-timeout to a negative time");
    }

    @Test
    void aPoolThatIsWantedAndNotConfigured(CapturedOutput output) {
        assertThat(failure(output, WantsRedis.class))
                .contains(
                        "Field pool in io.earnorm.pool.spring.FailureTextTest$WantsRedis wants a pool of type io.earnorm.pool.redis.RedisPool, and there is none that fits.",
                        "Configure one: set earnorm.pool.redis.uri, or earnorm.pool.redis.<name>.uri for more than one.");
    }

    @Test
    void oneOfSeveralPoolsThatIsNotNamed(CapturedOutput output) {
        assertThat(failure(
                        output,
                        WantsAny.class,
                        "earnorm.pool.custom.jobs.type=fake",
                        "earnorm.pool.custom.sessions.type=fake"))
                .contains(
                        "and there are several: jobsPool, sessionsPool.",
                        "Choose one with @Qualifier and its name below earnorm.pool, or set primary: true for one of them.");
    }

    private static String failure(CapturedOutput output, String... properties) {
        return failure(output, Application.class, properties);
    }

    private static String failure(CapturedOutput output, Class<?> application, String... properties) {
        String[] arguments =
                Arrays.stream(properties).map(property -> "--" + property).toArray(String[]::new);
        Throwable failure = catchThrowable(() -> new SpringApplicationBuilder(Application.class, application)
                .web(WebApplicationType.NONE)
                .run(arguments)
                .close());
        assertThat(failure).as("the application started").isNotNull();
        String text = output.getAll();
        return text.substring(text.indexOf("APPLICATION FAILED TO START")).replace("\r\n", "\n");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({PoolAutoConfiguration.class, SslAutoConfiguration.class})
    static class Application {

        @Bean
        FakeServer fakeBackend(Environment environment) {
            FakeServer server = new FakeServer();
            if (environment.containsProperty("server-is-down")) {
                server.stop();
            }
            return server;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WantsRedis {
        @Autowired
        RedisPool pool;
    }

    @Configuration(proxyBeanMethods = false)
    static class WantsAny {
        @Autowired
        Pool<?> any;
    }
}
