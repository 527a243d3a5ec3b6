package io.earnorm.pool.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process holds.
 *
 * @param threads of pools and of the soak
 * @param sockets file descriptors that are sockets; zero where that can't be seen
 * @param files other file descriptors; zero where that can't be seen
 * @param heapBytes in use after garbage collection
 */
record Resources(long threads, long sockets, long files, long heapBytes) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int COLLECTIONS = 4;

    static Resources now() {
        long sockets = 0;
        long files = 0;
        if (Files.isDirectory(DESCRIPTORS)) {
            try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
                for (Path descriptor : descriptors) {
                    if (isSocket(descriptor)) {
                        sockets++;
                    } else {
                        files++;
                    }
                }
            } catch (IOException e) {
                throw new AssertionError("Linux shows the descriptors, but not now", e);
            }
        }
        return new Resources(ownThreads(), sockets, files, heap());
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // The one of the directory itself, or closed just now.
        }
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName().startsWith("earnorm-pool-")
                        || thread.getName().startsWith(SoakThreads.PREFIX))
                .count();
    }

    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    @Override
    public String toString() {
        return "%d threads, %d sockets, %d other files, %.1f MB of heap"
                .formatted(threads, sockets, files, heapBytes / 1e6);
    }
}
