package io.earnorm.pool.soak;

import io.earnorm.pool.testing.VirtualThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The soak's own threads, which all are gone at its end. */
final class SoakThreads {

    static final String PREFIX = "soak-";

    private SoakThreads() {}

    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** A thread of the platform for each task. */
    static ExecutorService platform() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, PREFIX + "user");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A virtual thread for each task, where there are any. */
    static ExecutorService virtual() {
        return VirtualThreads.exist() ? VirtualThreads.executor() : platform();
    }
}
