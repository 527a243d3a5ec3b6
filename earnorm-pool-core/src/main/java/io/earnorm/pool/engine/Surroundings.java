package io.earnorm.pool.engine;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Everything that an engine takes from outside, so that a simulator can stand in for all of it.
 *
 * @param clock the time
 * @param workers runs what can block, and keeps time
 * @param parking how threads wait
 * @param random from 0.0 to 1.0, for jitter
 */
public record Surroundings(EngineClock clock, Workers workers, Parking parking, DoubleSupplier random) {

    /** {@return the JVM's own} */
    public static Surroundings system() {
        return new Surroundings(
                SystemClock.INSTANCE,
                SystemWorkers.INSTANCE,
                Parking.SYSTEM,
                () -> ThreadLocalRandom.current().nextDouble());
    }
}
