package io.earnorm.pool.engine;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;

/** The locks and monitors that a thread holds, whoever made them. */
final class HeldLocks {

    /** A worker of an executor is its own lock, and holds it while it works. */
    private static final String WORKER = ThreadPoolExecutor.class.getName() + "$Worker";

    private HeldLocks() {}

    /** {@return the classes of the locks that the calling thread holds} */
    static List<String> byThisThread() {
        long[] me = {Thread.currentThread().getId()};
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(me, true, true)[0];
        List<LockInfo> locks = new ArrayList<>(Arrays.asList(info.getLockedSynchronizers()));
        locks.addAll(Arrays.asList(info.getLockedMonitors()));
        return locks.stream()
                .map(LockInfo::getClassName)
                .filter(name -> !name.equals(WORKER))
                .toList();
    }
}
