package io.earnorm.pool.testing;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend without a server: a test says what each call does, and sees what the pool did.
 *
 * <pre>{@code
 * ScriptedBackend backend = new ScriptedBackend();
 * backend.creation().next(fail(new IOException("refused")), succeed());
 * backend.validation().always(reject());
 * Gate gate = backend.gate();
 * backend.destruction().next(hold(gate));
 * }</pre>
 *
 * <p>All the while it checks what a pool promises its backend: never more than {@code maxSize} places,
 * no connection destroyed twice, or touched after its end, or validated while somebody uses it. {@link
 * #verify()} reports what was wrong. Thread-safe.
 */
public final class ScriptedBackend {

    private final Script creation = new Script();
    private final Script validation = new Script();
    private final Script reset = new Script();
    private final Script destruction = new Script();

    private final Queue<Gate> gates = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Set<ScriptedConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger destroyed = new AtomicInteger();
    private final AtomicInteger places = new AtomicInteger();
    private final AtomicInteger peakPlaces = new AtomicInteger();
    private final AtomicInteger ceiling = new AtomicInteger();
    private final AtomicInteger epoch = new AtomicInteger();
    private volatile boolean down;

    /** {@return what {@code createConnection} does} */
    public Script creation() {
        return creation;
    }

    /** {@return what {@code validateConnection} does} */
    public Script validation() {
        return validation;
    }

    /** {@return what {@code resetConnection} does} */
    public Script reset() {
        return reset;
    }

    /** {@return what {@code destroyConnection} does} */
    public Script destruction() {
        return destruction;
    }

    /** {@return a new gate, which {@link #openGates()} opens with all others} */
    public Gate gate() {
        Gate gate = new Gate();
        gates.add(gate);
        return gate;
    }

    /** Opens every gate that {@link #gate()} has made. */
    public void openGates() {
        gates.forEach(Gate::open);
    }

    /** Dies like a server: all connections are lost for good, and none can be made until {@link #heal()}. */
    public void die() {
        down = true;
        epoch.incrementAndGet();
    }

    /** Comes back: new connections can be made. Those that {@link #die()} lost stay lost. */
    public void heal() {
        down = false;
    }

    /**
     * Allows more connections than the pool's settings show when one is being made: for a pool that is made
     * larger and smaller while it connects.
     *
     * @param maxSize the largest that the pool will have
     */
    public void allow(int maxSize) {
        ceiling.accumulateAndGet(maxSize, Math::max);
    }

    /** {@return how many connections were made} */
    public int created() {
        return created.get();
    }

    /** {@return how many connections were destroyed, completely} */
    public int destroyed() {
        return destroyed.get();
    }

    /** {@return the connections that were made and not destroyed} */
    public Set<ScriptedConnection> open() {
        return Set.copyOf(open);
    }

    /** {@return the most connections that were being made, open or being destroyed at once} */
    public int peak() {
        return peakPlaces.get();
    }

    /** {@return what the pool did wrong so far} */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Fails when the pool did anything that it promises not to do. */
    public void verify() {
        if (!violations.isEmpty()) {
            throw new AssertionError("The pool broke its promises: " + violations);
        }
    }

    ScriptedConnection create(int maxSize) throws Exception {
        takePlace(maxSize);
        boolean made = false;
        try {
            creation.play();
            failIfLost(epoch.get());
            ScriptedConnection connection = new ScriptedConnection(this, created.incrementAndGet(), epoch.get());
            open.add(connection);
            made = true;
            return connection;
        } finally {
            if (!made) {
                places.decrementAndGet();
            }
        }
    }

    private void takePlace(int maxSize) {
        int taken = places.incrementAndGet();
        peakPlaces.accumulateAndGet(taken, Math::max);
        // The largest ceiling so far, because a pool that was made smaller needs its time.
        int allowed = ceiling.accumulateAndGet(maxSize, Math::max);
        if (taken > allowed) {
            violation(taken + " connections at once, but maxSize is " + allowed);
        }
    }

    boolean validate(ScriptedConnection connection) throws Exception {
        checkTouch(connection, "validated");
        boolean usable = validation.play();
        failIfLost(connection.epoch());
        return usable;
    }

    void reset(ScriptedConnection connection) throws Exception {
        checkTouch(connection, "reset");
        reset.play();
    }

    private void checkTouch(ScriptedConnection connection, String action) {
        connection.checkUnused(action);
        if (connection.isDestroyed()) {
            violation(connection + " is " + action + " after it was destroyed");
        }
    }

    void destroy(ScriptedConnection connection) throws Exception {
        connection.checkUnused("destroyed");
        if (!connection.beginDestruction()) {
            violation(connection + " is destroyed twice");
            return;
        }
        try {
            destruction.play();
        } finally {
            open.remove(connection);
            destroyed.incrementAndGet();
            places.decrementAndGet();
        }
    }

    void failIfLost(int madeIn) throws IOException {
        if (down || madeIn != epoch.get()) {
            throw new IOException("The scripted backend died");
        }
    }

    void violation(String what) {
        violations.add(what);
    }
}
