package io.earnorm.pool.testing;

import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.LeakReport;
import io.earnorm.pool.metrics.PoolListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what a pool tells its listeners, one line for each event, in the order of arrival: {@code
 * "poolReady"}, {@code "acquired 1"}, {@code "connectionDestroyed 1 IDLE"}, {@code "acquireFailed TIMEOUT"}.
 * Checks the order that pools promise for each connection, and for their start and end. Thread-safe.
 */
public final class EventLog implements PoolListener {

    private final List<String> lines = new ArrayList<>();
    private final List<LeakReport> leaks = new ArrayList<>();
    private final EventProtocol protocol;

    /** Makes a log that does not know how many connections may be made at once. */
    public EventLog() {
        this(Integer.MAX_VALUE);
    }

    /**
     * Makes a log.
     *
     * @param maxConnecting how many connections may be made at once
     */
    public EventLog(int maxConnecting) {
        protocol = new EventProtocol(maxConnecting);
    }

    /** {@return every event so far} */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * The events that begin with some words.
     *
     * @param words for example {@code "acquired"} or {@code "connectionDestroyed 1"}; whole words count
     * @return the lines
     */
    public synchronized List<String> lines(String words) {
        return lines.stream()
                .filter(line -> (line + " ").startsWith(words + " "))
                .toList();
    }

    /**
     * Counts events.
     *
     * @param words as in {@link #lines(String)}
     * @return how many there were
     */
    public int count(String words) {
        return lines(words).size();
    }

    /**
     * What happened to one connection.
     *
     * @param id its number
     * @return the lines that name it
     */
    public synchronized List<String> linesOf(long id) {
        return lines.stream()
                .filter(line -> (line + " ").contains(" " + id + " "))
                .toList();
    }

    /** {@return the leaks that were reported} */
    public synchronized List<LeakReport> leaks() {
        return List.copyOf(leaks);
    }

    /** Fails when events came in an order that pools promise not to deliver. */
    public synchronized void verify() {
        protocol.verify(lines);
    }

    /** As {@link #verify()}; and fails unless every acquire that started has ended. */
    public synchronized void verifyQuiet() {
        protocol.verifyQuiet(lines);
    }

    @Override
    public synchronized void poolCreated() {
        lines.add("poolCreated");
        protocol.poolCreated();
    }

    @Override
    public synchronized void poolReady() {
        lines.add("poolReady");
    }

    @Override
    public synchronized void poolPaused(Throwable cause) {
        lines.add("poolPaused " + cause.getMessage());
    }

    @Override
    public synchronized void poolCleared() {
        lines.add("poolCleared");
    }

    @Override
    public synchronized void poolClosed() {
        lines.add("poolClosed");
        protocol.poolClosed();
    }

    @Override
    public synchronized void connectionCreated(long id) {
        lines.add("connectionCreated " + id);
        protocol.created(id);
    }

    @Override
    public synchronized void connectionReady(long id, Duration took) {
        lines.add("connectionReady " + id);
        protocol.ready(id, took);
    }

    @Override
    public synchronized void connectionDestroyed(long id, EvictionReason reason) {
        lines.add("connectionDestroyed " + id + " " + reason);
        protocol.destroyed(id, reason);
    }

    @Override
    public synchronized void acquireStarted() {
        lines.add("acquireStarted");
        protocol.acquireStarted();
    }

    @Override
    public synchronized void acquired(long id, Duration waited) {
        lines.add("acquired " + id);
        protocol.acquired(id, waited);
    }

    @Override
    public synchronized void acquireFailed(AcquireFailure reason, Duration waited) {
        lines.add("acquireFailed " + reason);
        protocol.acquireFailed(waited);
    }

    @Override
    public synchronized void released(long id, Duration held) {
        lines.add("released " + id);
        protocol.released(id, held);
    }

    @Override
    public synchronized void leakDetected(LeakReport report) {
        lines.add("leakDetected " + report.id());
        leaks.add(report);
    }
}
