package io.earnorm.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeoutTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void workThatTakesTooLongIsInterruptedAndTheCallerToldTheLimit() throws Exception {
        Resilience resilience =
                Resilience.builder().name("reports").timeout(SHORT).build();
        assertThatThrownBy(() -> resilience.run(this::hang))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("A call through 'reports' took longer than its timeout of 20 ms and was interrupted");
        interrupted.await();
    }

    @Test
    void workInTimeReturnsItsResultAndThrowsItsOwnFailuresAsTheyAre() throws Exception {
        Resilience resilience = Resilience.builder().timeout(LONG).build();
        IOException checked = new IOException("checked");
        Error error = new StackOverflowError();
        TimeoutException own = new TimeoutException("the work's own");
        assertThat(resilience.call(Flaky.succeeding())).isEqualTo("done");
        assertThatThrownBy(() -> resilience.call(Flaky.failingAlways(checked))).isSameAs(checked);
        assertThatThrownBy(() -> resilience.call(Flaky.failingAlways(own))).isSameAs(own);
        assertThatThrownBy(() -> resilience.run(() -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void workRunsWithTheClassLoaderOfItsCallerWhichItsThreadThenForgets() throws Exception {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        ClassLoader ofThread = executor.submit(() -> Thread.currentThread().getContextClassLoader())
                .get();
        Resilience resilience =
                Resilience.builder().timeout(LONG).executor(executor).build();
        try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
            caller.setContextClassLoader(application);

            assertThat(resilience.call(() -> Thread.currentThread().getContextClassLoader()))
                    .isSameAs(application);
            assertThat(executor.submit(() -> Thread.currentThread().getContextClassLoader())
                            .get())
                    .isSameAs(ofThread);
        } finally {
            caller.setContextClassLoader(before);
            executor.shutdownNow();
        }
    }

    @Test
    void aTimeoutIsRetriedAndCountsAsAFailureOfTheBackend() {
        Resilience resilience = Resilience.builder()
                .timeout(SHORT)
                .retry(RetryPolicy.builder().backoff(Duration.ZERO).build())
                .circuitBreaker(CircuitBreakerPolicy.builder().build())
                .build();
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> resilience.run(() -> {
                    runs.incrementAndGet();
                    hang();
                }))
                .isInstanceOf(TimeoutException.class);
        assertThat(runs).hasValue(3);
        assertThat(resilience.circuitBreaker().orElseThrow().getMetrics().getNumberOfFailedCalls())
                .isEqualTo(3);
    }

    @Test
    void anInterruptOfTheCallerInterruptsTheWorkAndIsNeitherRetriedNorCounted() throws Exception {
        Resilience resilience = Resilience.builder()
                .timeout(LONG)
                .retry(RetryPolicy.builder().build())
                .circuitBreaker(CircuitBreakerPolicy.builder().build())
                .build();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch running = new CountDownLatch(1);
        Thread caller = new Thread(() -> thrown.set(catchThrowable(() -> resilience.run(() -> {
            running.countDown();
            hang();
        }))));
        caller.start();
        running.await();
        caller.interrupt();
        caller.join();
        interrupted.await();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(resilience.circuitBreaker().orElseThrow().getMetrics().getNumberOfBufferedCalls())
                .isZero();
    }

    @Test
    void withoutAnExecutorTheWorkRunsOnADaemonThread() throws Exception {
        Thread worker = Resilience.builder().timeout(LONG).build().call(Thread::currentThread);
        assertThat(worker.isDaemon()).isTrue();
        assertThat(worker.getName()).startsWith("earnorm-resilience-");
    }

    @Test
    void withoutATimeoutTheWorkRunsOnTheCallersThread() throws Exception {
        assertThat(Resilience.builder().timeout(Duration.ZERO).build().call(Thread::currentThread))
                .isSameAs(Thread.currentThread());
    }

    @Test
    void anExecutorThatIsGivenRunsTheWork() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(work -> new Thread(work, "mine"));
        try {
            Resilience resilience =
                    Resilience.builder().timeout(LONG).executor(executor).build();
            assertThat(resilience.call(() -> Thread.currentThread().getName())).isEqualTo("mine");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void workThatFoundNoThreadInTimeNeverRuns() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            executor.submit(() -> {
                never.await();
                return null;
            });
            Flaky work = Flaky.succeeding();
            Resilience resilience =
                    Resilience.builder().timeout(SHORT).executor(executor).build();
            assertThatThrownBy(() -> resilience.call(work)).isInstanceOf(TimeoutException.class);
            never.countDown();
            executor.shutdown();
            await().until(executor::isTerminated);
            assertThat(work.runs()).isZero();
        } finally {
            executor.shutdownNow();
        }
    }

    private void hang() throws InterruptedException {
        try {
            never.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }
}
