package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The JVM's threads, when there are none left to be had. */
class SystemWorkersTest {

    private final AtomicInteger refusals = new AtomicInteger();
    private final ThreadFactory threads = task -> {
        if (refusals.getAndDecrement() > 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    };

    @Test
    void aTaskForWhichThereIsNoThreadRunsLater() throws Exception {
        SystemWorkers workers = new SystemWorkers(threads, Thread::new);
        CountDownLatch ran = new CountDownLatch(1);
        refusals.set(3);

        workers.execute(ran::countDown);

        assertThat(ran.await(10, SECONDS)).isTrue();
        assertThat(refusals.get()).isNegative();
    }

    @Test
    void aTimerForWhichThereIsNoThreadRunsWithTheNextUnlessItIsCancelled() throws Exception {
        SystemWorkers workers = new SystemWorkers(Thread::new, threads);
        CountDownLatch ran = new CountDownLatch(2);
        refusals.set(2);

        Workers.Cancellation cancelled = workers.schedule(1, ran::countDown);
        workers.schedule(1, ran::countDown);
        cancelled.cancel();
        workers.schedule(1, ran::countDown);

        assertThat(ran.await(10, SECONDS)).isTrue();
    }

    @Test
    void nothingIsKeptOfATimerThatIsCancelled() {
        SystemWorkers workers = new SystemWorkers(Thread::new, threads);

        Workers.Cancellation timer = workers.schedule(HOURS.toNanos(1), () -> {});
        assertThat(workers.timekeeper.getQueue()).hasSize(1);
        timer.cancel();

        assertThat(workers.timekeeper.getQueue()).isEmpty();
    }

    @Test
    void threadsEndByThemselvesWhenNobodyNeedsThem() {
        List<Thread> started = new CopyOnWriteArrayList<>();
        ThreadFactory noted = task -> {
            Thread thread = threads.newThread(task);
            started.add(thread);
            return thread;
        };
        SystemWorkers workers = new SystemWorkers(noted, noted);

        workers.schedule(1, () -> workers.execute(() -> {}));

        await().until(() -> started.size() == 2);
        await().atMost(20, SECONDS).until(() -> started.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void aTimerThatIsNotEvenQueuedIsRefused() {
        AtomicReference<SystemWorkers> workers = new AtomicReference<>();
        workers.set(new SystemWorkers(Thread::new, task -> {
            workers.get().timekeeper.getQueue().clear();
            throw new OutOfMemoryError("Java heap space");
        }));
        Throwable[] thrown = {null};

        try { // AssertJ would take an OutOfMemoryError for its own.
            workers.get().schedule(1, () -> {});
        } catch (OutOfMemoryError e) {
            thrown[0] = e;
        }

        assertThat(thrown[0]).hasMessage("Java heap space");
    }

    @Test
    void aPoolOutlivesALackOfThreads() {
        SystemWorkers workers = new SystemWorkers(threads, Thread::new);
        Surroundings surroundings = new Surroundings(new SystemClock(workers), workers, Parking.SYSTEM, () -> 0);
        Rig rig = new Rig(
                config -> config.maxSize(1).maxConnecting(1).keepaliveTime(Duration.ofMillis(20)),
                Resilience.disabled(),
                surroundings);
        refusals.set(1);
        Rig.TestLease lease = rig.engine.acquire(SECONDS.toNanos(20));
        refusals.set(1);

        lease.invalidate(null);
        Rig.TestLease next = rig.engine.acquire(SECONDS.toNanos(20));
        rig.release(next);

        assertThat(rig.engine.metrics().total()).isEqualTo(1);
        rig.engine.close(MILLISECONDS.toNanos(100));
        assertThat(rig.destroyed).hasSize(2);
    }
}
