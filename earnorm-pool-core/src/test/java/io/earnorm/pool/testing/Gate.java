package io.earnorm.pool.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds threads up until it is opened; then it stays open. A test sees when a thread has arrived, so it
 * never has to guess with a sleep. Nobody waits for ever: a forgotten gate fails the test.
 */
public final class Gate {

    private static final long LONGEST_SECONDS = 30;

    private final CountDownLatch opened = new CountDownLatch(1);
    private final Semaphore arrivals = new Semaphore(0);
    private final AtomicInteger interrupts = new AtomicInteger();

    /** Lets everybody pass, now and later. */
    public void open() {
        opened.countDown();
    }

    /** {@return whether it was opened} */
    public boolean isOpen() {
        return opened.getCount() == 0;
    }

    /** Waits until one more thread has arrived than earlier calls have waited for. */
    public void awaitArrival() {
        try {
            if (!arrivals.tryAcquire(10, TimeUnit.SECONDS)) {
                throw new AssertionError("Nobody arrived at the gate within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for an arrival", e);
        }
    }

    /** {@return how many interrupts hit threads that waited here} */
    public int interrupts() {
        return interrupts.get();
    }

    /**
     * Waits until the gate is open.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public void pass() throws InterruptedException {
        arrivals.release();
        try {
            await();
        } catch (InterruptedException e) {
            interrupts.incrementAndGet();
            throw e;
        }
    }

    /** Waits until the gate is open, like a driver that is deaf to interrupts. The flag is set again at the end. */
    public void passDeaf() {
        arrivals.release();
        boolean interrupted = false;
        while (true) {
            try {
                await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                interrupts.incrementAndGet();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() throws InterruptedException {
        if (!opened.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The gate was not opened within " + LONGEST_SECONDS + " s");
        }
    }
}
