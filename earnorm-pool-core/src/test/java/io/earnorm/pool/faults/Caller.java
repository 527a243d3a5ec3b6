package io.earnorm.pool.faults;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Asks one question after the other, and notes what it is told, and after how long. */
final class Caller {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final AtomicLong NEXT_TOKEN = new AtomicLong();

    private final String name;
    private final Question question;
    private final Thread thread;
    private volatile Notes notes = new Notes();
    private volatile boolean leaving;
    private volatile int wrong;

    /** What was heard in one phase: of calls that began in it. */
    static final class Notes {

        final Map<Class<?>, Throwable> failures = new ConcurrentHashMap<>();
        volatile int answers;
        volatile long longest;

        boolean heard(Class<?> failure) {
            return failures.values().stream().anyMatch(failure::isInstance);
        }
    }

    Caller(String name, Question question) {
        this.name = name;
        this.question = question;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A new phase begins; the call under way belongs to the one before. */
    void turnPage() {
        notes = new Notes();
    }

    Notes notes() {
        return notes;
    }

    /** How many answers were not the caller's own. */
    int wrong() {
        return wrong;
    }

    void leave() throws InterruptedException {
        leaving = true;
        thread.join(TimeUnit.SECONDS.toMillis(30));
        if (thread.isAlive()) {
            AssertionError stuck = new AssertionError(name + " still waits; it is at the stack below");
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
    }

    private void run() {
        while (!leaving) {
            call(name + "-" + NEXT_TOKEN.incrementAndGet(), notes);
            LockSupport.parkNanos(PAUSE_NANOS); // Load, not overload.
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only this thread writes them.
    private void call(String token, Notes page) {
        long start = System.nanoTime();
        try {
            if (!question.ask(token).equals(token)) {
                wrong++;
            }
            page.longest = Math.max(page.longest, System.nanoTime() - start);
            page.answers++;
        } catch (Exception e) {
            page.longest = Math.max(page.longest, System.nanoTime() - start);
            page.failures.putIfAbsent(e.getClass(), e);
        }
    }
}
