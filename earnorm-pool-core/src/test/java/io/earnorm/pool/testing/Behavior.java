package io.earnorm.pool.testing;

/** What one call to a {@link ScriptedBackend} does. Combine them: {@code hold(gate).then(fail(failure))}. */
@FunctionalInterface
public interface Behavior {

    /**
     * Plays the call.
     *
     * @return whether a validation finds the connection usable; ignored by the other calls
     * @throws Exception the backend's failure
     */
    boolean play() throws Exception;

    /**
     * Does another thing after this one.
     *
     * @param next what follows when this did not fail
     * @return both
     */
    default Behavior then(Behavior next) {
        return () -> {
            play();
            return next.play();
        };
    }

    /** {@return a call that succeeds} */
    static Behavior succeed() {
        return () -> true;
    }

    /** {@return a validation that finds the connection unusable} */
    static Behavior reject() {
        return () -> false;
    }

    /**
     * A call that fails.
     *
     * @param failure an exception, checked or not, or an {@link Error}
     * @return it
     */
    static Behavior fail(Throwable failure) {
        return () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        };
    }

    /**
     * A call that hangs. An interrupt ends it.
     *
     * @param gate until it is opened
     * @return it
     */
    static Behavior hold(Gate gate) {
        return () -> {
            gate.pass();
            return true;
        };
    }

    /**
     * A call that hangs, and that no interrupt can end.
     *
     * @param gate until it is opened
     * @return it
     */
    static Behavior holdDeaf(Gate gate) {
        return () -> {
            gate.passDeaf();
            return true;
        };
    }
}
