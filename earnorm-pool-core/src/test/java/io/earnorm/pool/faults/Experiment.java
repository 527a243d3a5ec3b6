package io.earnorm.pool.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolHealth;
import io.earnorm.pool.testing.TcpGate;
import io.earnorm.pool.testing.mongo.ClosedClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Eight callers share a pool; something breaks, and is mended. Whatever that is: no answer reaches the wrong caller, nobody
 * waits much longer than the limits allow, all are served again, health is up again, and nothing is left behind.
 */
final class Experiment {

    /** How much later than its limits say a call may end, and anything else may happen, on a machine that is busy. */
    private static final Duration LATE = Duration.ofSeconds(20);

    /** The pool tries about four times a second, and drivers look a little more often; eight callers would a thousand times. */
    private static final int STAMPEDE_PER_SECOND = 100;

    static final int CALLERS = 8;
    private static final int ENOUGH = 2;

    private final Pool<?> pool;
    private final TcpGate gate;
    private final Question question;
    private final Duration limit;
    private final int ownSockets;
    private List<Caller> callers = List.of();

    /**
     * Prepares one.
     *
     * @param pool the callers'
     * @param gate between it and the server
     * @param question what they ask
     * @param limit how long a call may take by the pool's settings
     * @param ownSockets how many sockets the driver may have besides the pool's connections
     */
    Experiment(Pool<?> pool, TcpGate gate, Question question, Duration limit, int ownSockets) {
        this.pool = pool;
        this.gate = gate;
        this.question = question;
        this.limit = limit;
        this.ownSockets = ownSockets;
    }

    /** Breaks or mends something. */
    @FunctionalInterface
    interface Act {
        void run() throws Exception;
    }

    /**
     * A fault after which each caller is told this in the end, until it is mended; health says DOWN, and why.
     *
     * @param told what {@code acquire} or the work throws
     * @param reason what health's reason must contain in the end
     */
    Outcome outage(Class<? extends Exception> told, String reason, Act fault, Act repair) throws Exception {
        Outcome outcome = run(
                fault,
                repair,
                page -> page.heard(told),
                health -> !health.up() && health.reason().contains(reason));
        assertThat(outcome.attempts).isLessThan(stampede(outcome.lasted));
        return outcome;
    }

    /** A fault after which each caller is told this, until it is mended, while the server lives: health says UP. */
    Outcome refusal(Class<? extends Exception> told, Act fault, Act repair) throws Exception {
        return run(fault, repair, page -> page.heard(told), PoolHealth::up);
    }

    /** A fault after which each caller is told this, until it is mended; health may say the one or the other. */
    Outcome trouble(Class<? extends Exception> told, Act fault, Act repair) throws Exception {
        return run(fault, repair, page -> page.heard(told), health -> true);
    }

    /** A fault that callers get over, though some may fail: all are served while it lasts, and health says UP. */
    Outcome disturbance(Act fault, Act repair) throws Exception {
        return run(fault, repair, page -> page.answers >= ENOUGH, PoolHealth::up);
    }

    /** The same, but it happens while nobody asks. */
    Outcome disturbanceWhileIdle(Act fault) throws Exception {
        return run(
                () -> {
                    leave();
                    fault.run();
                    enter();
                },
                () -> {},
                page -> page.answers >= ENOUGH,
                PoolHealth::up);
    }

    private Outcome run(Act fault, Act repair, Predicate<Caller.Notes> heard, Predicate<PoolHealth> said)
            throws Exception {
        enter();
        try {
            everybody(page -> page.answers >= ENOUGH);
            Outcome outcome = new Outcome();
            fault(outcome, fault, heard, said);
            repair(outcome, repair);
            outcome.print();
            return outcome;
        } finally {
            leave();
            nothingIsLeftBehind();
        }
    }

    private void fault(Outcome outcome, Act fault, Predicate<Caller.Notes> heard, Predicate<PoolHealth> said)
            throws Exception {
        int before = gate.accepted();
        long start = System.nanoTime();
        callers.forEach(Caller::turnPage);
        fault.run();
        outcome.heard(callers);
        callers.forEach(Caller::turnPage);
        until(() -> said.test(pool.checkHealth()));
        outcome.saidAfter = since(start);
        everybody(heard);
        until(() -> said.test(outcome.saying(pool.checkHealth())));
        outcome.heard(callers);
        outcome.attempts = gate.accepted() - before;
        outcome.lasted = since(start);
        assertThat(outcome.longest()).isLessThan(limit.plus(LATE));
    }

    private void repair(Outcome outcome, Act repair) throws Exception {
        int before = gate.accepted();
        repair.run();
        callers.forEach(Caller::turnPage);
        long start = System.nanoTime();
        everybody(page -> page.answers > 0);
        outcome.servedAfter = since(start);
        until(() -> pool.checkHealth().up());
        outcome.upAfter = since(start);
        everybody(page -> page.answers >= ENOUGH);
        outcome.opened = gate.accepted() - before;
        assertThat(outcome.opened).isLessThan(stampede(since(start)));
    }

    /** So many connections are opened in a time when callers, and not the pool, decide how often to try. */
    private int stampede(Duration time) {
        int needed = pool.getMetrics().maxSize() + ownSockets;
        return 3 * needed + (int) (STAMPEDE_PER_SECOND * time.toMillis() / 1000);
    }

    private void enter() {
        callers = IntStream.range(0, CALLERS)
                .mapToObj(i -> new Caller("caller-" + i, question))
                .toList();
    }

    private void leave() throws InterruptedException {
        for (Caller caller : callers) {
            caller.leave();
        }
        assertThat(callers).extracting(Caller::wrong).containsOnly(0);
    }

    private void nothingIsLeftBehind() {
        assertThat(pool.getMetrics().inUse()).isZero();
        assertThat(pool.getMetrics().pending()).isZero();
        until(() -> gate.connections() <= pool.getMetrics().total() + ownSockets);
        pool.close(Duration.ZERO);
        if (ownSockets > 0) {
            ClosedClient.awaitNoSockets(gate::connections);
        }
        Awaitility.await()
                .atMost(limit.plus(LATE))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(gate.connections())
                        .as("sockets of %s, whose connections are %s", pool, pool.getConnections())
                        .isZero());
    }

    private void everybody(Predicate<Caller.Notes> condition) {
        until(() -> callers.stream().map(Caller::notes).allMatch(condition));
    }

    private void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(limit.plus(LATE))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
