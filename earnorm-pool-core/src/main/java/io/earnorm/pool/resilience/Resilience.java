package io.earnorm.pool.resilience;

/** Placeholder of the real one, which is on its way. */
public final class Resilience {

    private static final Resilience DISABLED = new Resilience();

    private Resilience() {}

    public static Resilience disabled() {
        return DISABLED;
    }
}
