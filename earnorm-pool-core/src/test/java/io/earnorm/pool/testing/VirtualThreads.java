package io.earnorm.pool.testing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads, by reflection: the tests are compiled for Java 17, and run on newer ones, too. */
public final class VirtualThreads {

    private VirtualThreads() {}

    /** {@return whether this JVM has them} */
    public static boolean exist() {
        return Runtime.version().feature() >= 21;
    }

    /** {@return an executor that starts one for each task} */
    public static ExecutorService executor() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Virtual threads need Java 21", e);
        }
    }
}
