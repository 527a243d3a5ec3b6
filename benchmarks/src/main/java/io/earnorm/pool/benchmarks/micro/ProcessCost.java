package io.earnorm.pool.benchmarks.micro;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** What an iteration cost the whole process: all of its threads, the compiler's and the collector's, too. */
public final class ProcessCost implements InternalProfiler {

    static final String CPU = "cpu";
    static final String SHARE = "share";
    static final String ALLOCATED = "allocated";

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private long cpu;
    private long time;
    private long allocated;

    /** JMH makes it. */
    public ProcessCost() {}

    @Override
    public String getDescription() {
        return "CPU time and bytes per operation, of the whole process";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        allocated = THREADS.getTotalThreadAllocatedBytes();
        time = System.nanoTime();
        cpu = CpuClock.nanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double usedCpu = CpuClock.nanos() - cpu;
        double took = System.nanoTime() - time;
        double bytes = THREADS.getTotalThreadAllocatedBytes() - allocated;
        double operations = result.getMetadata().getAllOps();
        int cores = Math.min(benchmark.getThreads(), Runtime.getRuntime().availableProcessors());
        return List.of(
                scalar(CPU, usedCpu / operations, "ns/op"),
                scalar(SHARE, usedCpu / took / cores, ""),
                scalar(ALLOCATED, bytes / operations, "B/op"));
    }

    private static ScalarResult scalar(String name, double value, String unit) {
        return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
    }
}
