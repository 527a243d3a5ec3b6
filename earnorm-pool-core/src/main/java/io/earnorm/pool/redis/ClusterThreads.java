package io.earnorm.pool.redis;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that ask a cluster's nodes side by side: none before the first question, and none after a minute without. */
final class ClusterThreads {

    private ClusterThreads() {}

    static ExecutorService of(String cluster) {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "redis-cluster-" + cluster);
            thread.setDaemon(true);
            return thread;
        });
    }
}
