package io.earnorm.pool.benchmarks.micro;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** The CPU time of this process. Java's own figure moves in steps of 10 ms, the operating system's does not. */
public final class CpuClock {

    /** {@code CLOCK_PROCESS_CPUTIME_ID}, as Linux numbers it. */
    private static final int PROCESS = 2;

    private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");
    private static final @Nullable MethodHandle GET_TIME = LINUX ? find() : null;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private CpuClock() {}

    /** {@return what all threads of this process have used so far, in nanoseconds} */
    public static long nanos() {
        return GET_TIME == null ? SYSTEM.getProcessCpuTime() : read(GET_TIME);
    }

    private static long read(MethodHandle clock) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int failed = (int) clock.invokeExact(PROCESS, time);
            return failed == 0
                    ? time.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1_000_000_000
                            + time.getAtIndex(ValueLayout.JAVA_LONG, 1)
                    : SYSTEM.getProcessCpuTime();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted") // A function of the C library, with its documented signature on 64 bits.
    private static MethodHandle find() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("clock_gettime"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }
}
