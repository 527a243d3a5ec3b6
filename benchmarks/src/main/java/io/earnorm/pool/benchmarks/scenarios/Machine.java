package io.earnorm.pool.benchmarks.scenarios;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** The processor time that has been used, and by whom. */
final class Machine {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final long TICK = 10_000_000;
    /** The columns after "cpu": user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int[] BUSY = {1, 2, 3, 6, 7, 8};

    private Machine() {}

    /** {@return the nanoseconds that this process has used, in all threads together} */
    static long ownNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** {@return the nanoseconds that all processes have used, in steps of 10 ms; 0 where Linux is not there to tell} */
    static long allNanos() {
        if (!Files.isReadable(STATISTICS)) {
            return 0;
        }
        try (var lines = Files.lines(STATISTICS)) {
            String[] columns = lines.findFirst().orElseThrow().split(" +", -1);
            return TICK
                    * IntStream.of(BUSY)
                            .mapToLong(column -> Long.parseLong(columns[column]))
                            .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return how many processors there are} */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
