package io.earnorm.pool.benchmarks.micro;

import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.benchmarks.peers.EarnormPeer;
import io.earnorm.pool.benchmarks.peers.EarnormPool;
import io.earnorm.pool.resilience.CircuitBreakerPolicy;
import io.earnorm.pool.resilience.Resilience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to be told at once that there is no connection. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RefusalBenchmark {

    /**
     * Asks a pool that has nothing idle, with a timeout of zero.
     *
     * @param subject the pool, of which nothing is free
     * @return the refusal
     */
    @Benchmark
    public @Nullable Object exhausted(Subject subject) {
        return refusal(subject.pool);
    }

    /**
     * Asks a paused pool.
     *
     * @param paused the pool
     * @return the refusal
     */
    @Benchmark
    public @Nullable Object paused(Paused paused) {
        return refusal(paused.peer);
    }

    /**
     * Asks a pool whose circuit breaker is open.
     *
     * @param broken the pool
     * @return the refusal
     */
    @Benchmark
    public @Nullable Object breakerOpen(Broken broken) {
        return refusal(broken.peer);
    }

    private static @Nullable Object refusal(io.earnorm.pool.benchmarks.peers.Peer peer) {
        try {
            return peer.acquire(Duration.ZERO);
        } catch (Exception refused) {
            return refused;
        }
    }

    private static EarnormPeer peer(Resilience resilience) {
        PoolOptions options = PoolOptions.builder().resilience(resilience).build();
        EarnormPeer peer = new EarnormPeer(new EarnormPool(Object::new, options));
        peer.release(peer.acquire());
        return peer;
    }

    /** A pool whose backend counts as down. */
    @State(Scope.Benchmark)
    public static class Paused {

        private final EarnormPeer peer = peer(Resilience.disabled());

        /** Pauses it. */
        @Setup(Level.Trial)
        public void pause() {
            peer.pool().pause(new IllegalStateException("down"));
        }

        /** Closes it. */
        @TearDown(Level.Trial)
        public void close() {
            peer.close();
        }
    }

    /** A pool with an open circuit breaker. */
    @State(Scope.Benchmark)
    public static class Broken {

        private final Resilience resilience = Resilience.builder()
                .circuitBreaker(CircuitBreakerPolicy.builder().build())
                .build();
        private final EarnormPeer peer = peer(resilience);

        /** Opens the breaker. */
        @Setup(Level.Trial)
        public void open() {
            resilience.circuitBreaker().ifPresent(CircuitBreaker::transitionToForcedOpenState);
        }

        /** Closes the pool. */
        @TearDown(Level.Trial)
        public void close() {
            peer.close();
        }
    }
}
