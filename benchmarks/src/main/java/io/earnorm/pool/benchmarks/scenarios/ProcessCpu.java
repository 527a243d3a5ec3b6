package io.earnorm.pool.benchmarks.scenarios;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processor time that this process has used. */
final class ProcessCpu {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ProcessCpu() {}

    /** {@return nanoseconds, of all threads together} */
    static long nanos() {
        return SYSTEM.getProcessCpuTime();
    }
}
