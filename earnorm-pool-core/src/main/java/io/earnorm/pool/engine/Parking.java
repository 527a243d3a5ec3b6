package io.earnorm.pool.engine;

import java.util.concurrent.locks.LockSupport;

/** How a thread waits. */
public interface Parking {

    /** The JVM's. */
    Parking SYSTEM = new Parking() {
        @Override
        public void park(Object blocker, long nanos) {
            LockSupport.parkNanos(blocker, nanos);
        }

        @Override
        public void unpark(Thread thread) {
            LockSupport.unpark(thread);
        }
    };

    /**
     * Waits until unparked, interrupted, or the time is over; may return earlier.
     *
     * @param blocker what a thread dump shows
     * @param nanos the longest wait, in nanoseconds
     */
    void park(Object blocker, long nanos);

    /**
     * Ends a wait, or the thread's next one.
     *
     * @param thread who waits
     */
    void unpark(Thread thread);
}
