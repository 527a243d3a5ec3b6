package io.earnorm.pool.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Acquire, look at the connection, release: what a user of a pool does around the work. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PairBenchmark {

    /**
     * One thread does all of it.
     *
     * @param subject the pool
     * @param hole where the connection goes
     * @throws Exception what the pool throws
     */
    @Benchmark
    @SuppressWarnings("NullAway") // No acquire waits here: nothing is null.
    public void pair(Subject subject, Blackhole hole) throws Exception {
        Object handle = subject.pool.acquire();
        hole.consume(subject.pool.connection(handle));
        subject.pool.release(handle);
    }

    /**
     * What one thread acquires another one releases: each leaves its handle in a mailbox, and takes
     * what the one before it left there.
     *
     * @param subject the pool
     * @param mailbox the mailbox, one for all threads
     * @param hole where the connection goes
     * @throws Exception what the pool throws
     */
    @Benchmark
    @SuppressWarnings("NullAway") // No acquire waits here: nothing is null.
    public void elsewhere(Subject subject, Mailbox mailbox, Blackhole hole) throws Exception {
        Object handle = subject.pool.acquire();
        hole.consume(subject.pool.connection(handle));
        Object other = mailbox.content.getAndSet(handle);
        if (other != null) {
            subject.pool.release(other);
        }
    }

    /** Where handles are passed on. */
    @State(Scope.Benchmark)
    public static class Mailbox {

        private final AtomicReference<@Nullable Object> content = new AtomicReference<>();
    }
}
