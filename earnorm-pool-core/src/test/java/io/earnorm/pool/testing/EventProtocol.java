package io.earnorm.pool.testing;

import io.earnorm.pool.metrics.EvictionReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which a pool promises to deliver events. Guarded by its {@link EventLog}.
 *
 * <p>Each connection goes through {@code created, ready, (acquired, released)*, destroyed}; one that is
 * never made goes from {@code created} to {@code destroyed}.
 */
final class EventProtocol {

    private enum Stage {
        CONNECTING,
        READY,
        LENT,
        GONE
    }

    private final int maxConnecting;
    private final Map<Long, Stage> stages = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int poolCreated;
    private int poolClosed;
    private int started;
    private int ended;

    EventProtocol(int maxConnecting) {
        this.maxConnecting = maxConnecting;
    }

    void poolCreated() {
        poolCreated++;
        require(
                poolCreated == 1,
                "poolCreated twice"); // Threads that use a new pool together may tell it in any order.
    }

    void poolClosed() {
        poolClosed++;
        require(poolClosed == 1, "poolClosed twice");
    }

    void created(long id) {
        require(stages.put(id, Stage.CONNECTING) == null, "connectionCreated twice for " + id);
        long connecting =
                stages.values().stream().filter(Stage.CONNECTING::equals).count();
        require(connecting <= maxConnecting, connecting + " connecting, but maxConnecting is " + maxConnecting);
    }

    void ready(long id, Duration took) {
        move(id, Stage.CONNECTING, Stage.READY, "connectionReady");
        notNegative(took, "connectionReady", id);
    }

    void acquired(long id, Duration waited) {
        ended++;
        require(started >= ended, "acquired without acquireStarted");
        move(id, Stage.READY, Stage.LENT, "acquired");
        notNegative(waited, "acquired", id);
    }

    void released(long id, Duration held) {
        move(id, Stage.LENT, Stage.READY, "released");
        notNegative(held, "released", id);
    }

    void destroyed(long id, EvictionReason reason) {
        if (stages.get(id) == Stage.CONNECTING) {
            require(reason == EvictionReason.BROKEN, "never made, but destroyed as " + reason);
            stages.put(id, Stage.GONE);
        } else {
            move(id, Stage.READY, Stage.GONE, "connectionDestroyed");
        }
    }

    void acquireStarted() {
        started++;
    }

    void acquireFailed(Duration waited) {
        ended++;
        require(started >= ended, "acquireFailed without acquireStarted");
        require(!waited.isNegative(), "acquireFailed after " + waited);
    }

    void verify(List<String> lines) {
        if (!violations.isEmpty()) {
            throw new AssertionError("Wrong order of events: " + violations + " in " + lines);
        }
    }

    void verifyQuiet(List<String> lines) {
        verify(lines);
        if (started != ended) {
            throw new AssertionError(started + " acquires started, but " + ended + " ended: " + lines);
        }
    }

    private void move(long id, Stage from, Stage to, String event) {
        Stage found = stages.put(id, to);
        require(found == from, "%s of %d, which was %s".formatted(event, id, found));
    }

    private void notNegative(Duration length, String event, long id) {
        require(!length.isNegative(), "%s of %d after %s".formatted(event, id, length));
    }

    private void require(boolean condition, String violation) {
        if (!condition) {
            violations.add(violation);
        }
    }
}
