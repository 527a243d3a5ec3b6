package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Backend;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A backend that takes its time to connect, and that can die: then it refuses at once, or accepts and does not answer until
 * the driver's own time limit. What was connected before it died is broken.
 */
final class SimulatedBackend implements Backend {

    /** What the backend does. */
    enum Mode {
        UP,
        REFUSING,
        HANGING
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final long connectNanos;
    private final long hangNanos;
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger connecting = new AtomicInteger();
    private final AtomicInteger mostConnecting = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicLong firstMade = new AtomicLong(NEVER);
    private volatile State state = new State(Mode.UP);

    SimulatedBackend(long connectMillis, long hangMillis) {
        connectNanos = TimeUnit.MILLISECONDS.toNanos(connectMillis);
        hangNanos = TimeUnit.MILLISECONDS.toNanos(hangMillis);
    }

    /** Changes what the backend does, and counts from zero again. What hangs is refused. */
    void become(Mode mode) {
        State before = state;
        state = new State(mode);
        attempts.set(0);
        mostConnecting.set(connecting.get());
        made.set(0);
        firstMade.set(NEVER);
        before.over.countDown();
    }

    @Override
    public Object connect() throws Exception {
        attempts.incrementAndGet();
        mostConnecting.accumulateAndGet(connecting.incrementAndGet(), Math::max);
        try {
            return connect(state);
        } finally {
            connecting.decrementAndGet();
        }
    }

    private Object connect(State now) throws Exception {
        boolean hangs = now.mode == Mode.HANGING;
        if (now.mode == Mode.REFUSING || now.over.await(hangs ? hangNanos : connectNanos, TimeUnit.NANOSECONDS)) {
            throw new ConnectException("Connection refused");
        }
        if (hangs) {
            throw new SocketTimeoutException("Connect timed out");
        }
        made.incrementAndGet();
        firstMade.compareAndSet(NEVER, System.nanoTime());
        return new Connection(now);
    }

    /** Throws when the connection is broken. */
    void use(Object connection) throws ConnectException {
        if (!validate(connection)) {
            throw new ConnectException("Connection reset");
        }
    }

    @Override
    public boolean validate(Object connection) {
        return ((Connection) connection).state == state;
    }

    int attempts() {
        return attempts.get();
    }

    /** {@return how many were connecting at one moment, at most} */
    int mostConnecting() {
        return mostConnecting.get();
    }

    int made() {
        return made.get();
    }

    /** {@return when the first connection was made, on {@link System#nanoTime}'s clock; a time far ahead: none was} */
    long firstMade() {
        return firstMade.get();
    }

    /** Compared by identity: what was connected in another one is broken. */
    private static final class State {

        private final Mode mode;
        private final CountDownLatch over = new CountDownLatch(1);

        State(Mode mode) {
            this.mode = mode;
        }
    }

    private static final class Connection {

        private final State state;

        Connection(State state) {
            this.state = state;
        }
    }
}
