package io.earnorm.pool.spring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.earnorm.pool.Lease;
import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.spring.FakeServer.FakePool;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

class LifecycleTest {

    private final FakeServer server = new FakeServer();
    private final ApplicationContextRunner application = Applications.withFakeBackend(server)
            .withPropertyValues(Applications.fakePools("jobs"))
            .withPropertyValues("earnorm.pool.custom.jobs.min-size=2");

    @Test
    void poolsAreFilledWhenTheApplicationStartsAndClosedWhenItEnds() {
        CompletableFuture<FakePool> used = new CompletableFuture<>();
        application.run(context -> {
            used.complete(context.getBean(FakePool.class));
            assertThat(used.join().state()).isEqualTo(PoolState.RUNNING);
            await().untilAsserted(() -> assertThat(server.connections()).isEqualTo(2));
        });
        assertThat(used.join().state()).isEqualTo(PoolState.CLOSED);
        assertThat(server.connections()).isZero();
    }

    @Test
    void theApplicationStartsWithItsBackendDownByDefault() {
        server.stop();
        application.run(context -> assertThat(context).hasNotFailed());
    }

    /** One failure opens the breaker, which pauses the pool long before the time is over. */
    @Test
    void anApplicationThatMustConnectFirstDoesNotStartBecauseTheBreakerOpened() {
        server.stop();
        application
                .withPropertyValues(
                        "earnorm.pool.custom.jobs.initialization-fail-timeout=100ms",
                        "earnorm.pool.custom.jobs.resilience.circuit-breaker.minimum-calls=1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(PoolUnreachableException.class.getName())
                        .hasStackTraceContaining("Connection refused"));
    }

    @Test
    void anApplicationThatMustConnectFirstWaitsThroughThePauseOfTheBreaker() {
        server.stop();
        CompletableFuture<Void> started = CompletableFuture.runAsync(() -> {
            await().until(() -> server.refusals() > 0);
            server.start();
        });
        application
                .withPropertyValues(
                        "earnorm.pool.custom.jobs.initialization-fail-timeout=1m",
                        "earnorm.pool.custom.jobs.resilience.circuit-breaker.minimum-calls=1",
                        "earnorm.pool.custom.jobs.resilience.circuit-breaker.open=100ms")
                .run(context ->
                        assertThat(context.getBean(FakePool.class).state()).isEqualTo(PoolState.RUNNING));
        started.join();
    }

    @Test
    void poolsStopAfterTheWebServer() {
        application.run(context -> assertThat(context.getBean(PoolLifecycle.BEAN_NAME, SmartLifecycle.class)
                        .getPhase())
                .isLessThan(SmartLifecycle.DEFAULT_PHASE - 2048)
                .isGreaterThan(0));
    }

    @Test
    void aStoppedApplicationHoldsNoConnectionAndAStartedOneServesAgain() {
        application.run(context -> {
            FakePool pool = context.getBean(FakePool.class);
            await().untilAsserted(() -> assertThat(server.connections()).isEqualTo(2));
            context.getSourceApplicationContext(GenericApplicationContext.class).stop();
            assertThat(server.connections()).isZero();
            assertThat(pool.state()).isEqualTo(PoolState.SUSPENDED);
            context.getSourceApplicationContext(GenericApplicationContext.class).start();
            assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
            assertThat(pool.<String, Exception>execute(FakeServer.Connection::ask))
                    .isEqualTo("something");
        });
    }

    @Test
    void aPoolThatTheApplicationMakesIsStartedAndStoppedLikeTheOthers() {
        Applications.withFakeBackend(server)
                .withBean(
                        "own",
                        FakePool.class,
                        () -> server.create(PoolOptions.builder().name("own").build()))
                .run(context -> {
                    FakePool pool = context.getBean(FakePool.class);
                    assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
                    context.getBean(PoolLifecycle.class).stop();
                    assertThat(pool.state()).isEqualTo(PoolState.SUSPENDED);
                });
    }

    @Test
    void anOperatorsSuspensionOutlivesStopAndStart() {
        application.run(context -> {
            FakePool pool = context.getBean(FakePool.class);
            PoolLifecycle lifecycle = context.getBean(PoolLifecycle.class);
            pool.suspend();
            lifecycle.stop();
            lifecycle.start();
            assertThat(pool.state()).isEqualTo(PoolState.SUSPENDED);
        });
    }

    @Test
    void stopWaitsForLeasesThatComeBackInTime() {
        application.run(context -> {
            FakePool pool = context.getBean(FakePool.class);
            PoolLifecycle lifecycle = context.getBean(PoolLifecycle.class);
            Lease<FakeServer.Connection> lease = pool.acquire();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(lifecycle::stop);
            await().until(() -> pool.state() == PoolState.SUSPENDED);
            assertThat(stopped).isNotDone();
            lease.close();
            assertThat(stopped).succeedsWithin(5, SECONDS);
            assertThat(server.connections()).isZero();
        });
    }

    @Test
    void aLeaseThatNeverComesBackIsWaitedForOnceOnly() {
        long[] begin = {0};
        application
                .withPropertyValues("earnorm.pool.custom.jobs.drain-timeout=3s")
                .run(context -> {
                    context.getBean(Pool.class).acquire();
                    begin[0] = System.nanoTime();
                });
        assertThat(System.nanoTime() - begin[0]).isBetween(3_000_000_000L, 5_900_000_000L);
    }

    @Test
    void theLogSaysWhichPoolStartsAndStops() {
        Logger logger = (Logger) LoggerFactory.getLogger(PoolLifecycle.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        try {
            application.run(context -> assertThat(context).hasNotFailed());
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Pool 'jobs' starts (backend fake)",
                        "Pool 'jobs' stops, and waits at most 10000 ms for 0 connections in use",
                        "Pool 'jobs' has stopped, every connection is closed");
    }
}
