package io.earnorm.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateListenerTest {

    private static final Duration TOOK = Duration.ofMillis(1);

    private final Resilience resilience = Resilience.builder()
            .ticker(new ManualTime().ticker())
            .circuitBreaker(CircuitBreakerPolicy.builder().minimumCalls(1).build())
            .build();
    private final CircuitBreaker breaker = resilience.circuitBreaker().orElseThrow();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void aListenerIsToldWhyAndForHowLongTheBreakerOpensAndWhenItCloses() {
        resilience.onStateChange(new Telling(told));
        resilience.recordFailure(TOOK, new IOException("down"));
        resilience.permitProbe();
        resilience.recordSuccess(TOOK);
        assertThat(told).containsExactly("opened by down for 10000 ms", "closed");
    }

    @Test
    void probesThatFailAreNotTold() {
        resilience.onStateChange(new Telling(told));
        for (int i = 0; i < 5; i++) {
            resilience.recordFailure(TOOK, new IOException("down"));
            resilience.permitProbe();
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void aListenerIsToldOfWhatAnOperatorDoes() {
        resilience.onStateChange(new Telling(told));
        breaker.transitionToForcedOpenState();
        breaker.transitionToDisabledState();
        breaker.transitionToOpenState();
        breaker.reset();
        assertThat(told)
                .containsExactly("opened by unknown for 0 ms", "closed", "opened by unknown for 10000 ms", "closed");
    }

    @Test
    void aFailureBeforeTheLastCloseIsNotNamedAsTheReason() {
        resilience.recordFailure(TOOK, new IOException("long ago"));
        breaker.transitionToClosedState();
        resilience.onStateChange(new Telling(told));
        breaker.transitionToForcedOpenState();
        assertThat(told).containsExactly("opened by unknown for 0 ms");
    }

    @Test
    void aListenerThatComesWhileTheBreakerIsOpenIsToldAtOnce() {
        resilience.recordFailure(TOOK, new IOException("down"));
        resilience.onStateChange(new Telling(told));
        assertThat(told).containsExactly("opened by down for 10000 ms");
    }

    @Test
    void aListenerIsToldOnTheThreadThatChangesTheState() throws Exception {
        AtomicReference<Thread> teller = new AtomicReference<>();
        resilience.onStateChange(onOpened(() -> teller.set(Thread.currentThread())));
        Thread changer = new Thread(() -> resilience.recordFailure(TOOK, new IOException("down")));
        changer.start();
        changer.join();
        assertThat(teller).hasValue(changer);
    }

    @Test
    void aListenerThatThrowsHarmsNeitherOthersNorWhoeverRecorded() {
        for (Throwable wrong : List.of(new IllegalStateException("broken"), new StackOverflowError())) {
            resilience.onStateChange(onOpened(() -> sneak(wrong)));
        }
        resilience.onStateChange(new Telling(told));
        assertThatCode(() -> resilience.recordFailure(TOOK, new IOException("down")))
                .doesNotThrowAnyException();
        breaker.transitionToClosedState();
        assertThat(told).containsExactly("opened by down for 10000 ms", "closed");
    }

    @Test
    void aListenerMayRecordAndProbeAndIsToldAfterwardsWhatCameOfIt() {
        resilience.onStateChange(new StateListener() {
            @Override
            public void opened(@Nullable Throwable lastFailure, Duration retryAfter) {
                resilience.recordFailure(TOOK, new IOException("again"));
                resilience.permitProbe();
                resilience.recordSuccess(TOOK);
                told.add("opened");
            }

            @Override
            public void closed() {
                told.add("closed");
            }
        });
        resilience.recordFailure(TOOK, new IOException("down"));
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        assertThat(told).containsExactly("opened", "closed");
    }

    @Test
    void aListenerIsNotToldThatItClosedWhenItIsOnlyHalfOpenByThen() {
        CircuitBreaker hasty = CircuitBreaker.ofDefaults("hasty");
        hasty.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition() == StateTransition.HALF_OPEN_TO_OPEN) {
                hasty.transitionToHalfOpenState();
            }
        });
        Resilience user = Resilience.builder().circuitBreaker(hasty).build();
        user.onStateChange(new Telling(told));
        hasty.transitionToOpenState();
        hasty.transitionToHalfOpenState();
        hasty.transitionToOpenState();
        assertThat(hasty.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(told).hasSize(1);
    }

    @Test
    void aListenerThatAnotherOneRemovesIsNotTold() {
        AtomicReference<StateListener.Registration> second = new AtomicReference<>();
        resilience.onStateChange(onOpened(() -> second.get().close()));
        second.set(resilience.onStateChange(new Telling(told)));
        resilience.recordFailure(TOOK, new IOException("down"));
        assertThat(told).isEmpty();
    }

    @Test
    void aRemovedListenerIsToldNothingAndNotRetained() {
        StateListener.Registration other = resilience.onStateChange(new Telling(new CopyOnWriteArrayList<>()));
        StateListener gone = new Telling(told);
        WeakReference<StateListener> weak = new WeakReference<>(gone);
        StateListener.Registration registration = resilience.onStateChange(gone);
        registration.close();
        registration.close();
        gone = null;
        registration = null;
        resilience.recordFailure(TOOK, new IOException("down"));
        assertThat(told).isEmpty();
        await().untilAsserted(() -> {
            System.gc();
            assertThat(weak.get()).isNull();
        });
        other.close();
    }

    @Test
    void theBreakerOfAnApplicationRetainsNeitherAResilienceNorItsListeners() {
        CircuitBreaker owned = CircuitBreaker.ofDefaults("owned");
        Resilience user = Resilience.builder().circuitBreaker(owned).build();
        StateListener listener = new Telling(told);
        user.onStateChange(listener);
        WeakReference<Resilience> weakUser = new WeakReference<>(user);
        WeakReference<StateListener> weakListener = new WeakReference<>(listener);
        user = null;
        listener = null;
        await().untilAsserted(() -> {
            System.gc();
            assertThat(weakUser.get()).isNull();
            assertThat(weakListener.get()).isNull();
        });
        owned.transitionToOpenState();
        assertThat(owned.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void whatSeveralThreadsChangeIsToldInTurnsAndEndsWithTheStateOfNow() throws Exception {
        AtomicInteger telling = new AtomicInteger();
        List<String> wrong = new CopyOnWriteArrayList<>();
        AtomicReference<String> last = new AtomicReference<>("closed");
        resilience.onStateChange(new StateListener() {
            @Override
            public void opened(@Nullable Throwable lastFailure, Duration retryAfter) {
                hear("closed", "opened");
            }

            @Override
            public void closed() {
                hear("opened", "closed");
            }

            private void hear(String before, String now) {
                if (telling.incrementAndGet() != 1) {
                    wrong.add("two at once");
                }
                if (!last.compareAndSet(before, now)) {
                    wrong.add(now + " twice");
                }
                telling.decrementAndGet();
            }
        });
        hammer(4, 2_000);
        assertThat(wrong).isEmpty();
        assertThat(last).hasValue(breaker.getState() == State.OPEN ? "opened" : "closed");
    }

    /** Opens and closes the breaker from many threads. */
    private void hammer(int threads, int times) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<?>> all = new CopyOnWriteArrayList<>();
            for (int i = 0; i < threads; i++) {
                boolean opens = i % 2 == 0;
                all.add(executor.submit(() -> {
                    start.await();
                    for (int j = 0; j < times; j++) {
                        if (opens) {
                            breaker.transitionToOpenState();
                        } else {
                            breaker.transitionToClosedState();
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static StateListener onOpened(Runnable action) {
        return new StateListener() {
            @Override
            public void opened(@Nullable Throwable lastFailure, Duration retryAfter) {
                action.run();
            }

            @Override
            public void closed() {}
        };
    }

    @SuppressWarnings("unchecked") // Erased: throws a checked or unchecked throwable as it is.
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
