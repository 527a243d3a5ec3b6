package io.earnorm.pool.mongodb;

import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolClearedEvent;
import com.mongodb.event.ConnectionPoolListener;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the driver tells of its sockets. Does nothing more: some events come while the driver holds its locks. */
final class SocketCounts implements ConnectionPoolListener {

    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder asked = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder checkedOut = new LongAdder();
    private final LongAdder checkedIn = new LongAdder();
    private final LongAdder cleared = new LongAdder();

    SocketMetrics now() {
        long in = checkedIn.sum(); // What ends before what begins: no difference is below zero then.
        long out = checkedOut.sum();
        long gone = closed.sum();
        long answered = refused.sum() + out;
        return new SocketMetrics(
                (int) (opened.sum() - gone),
                (int) (out - in),
                (int) (asked.sum() - answered),
                opened.sum(),
                cleared.sum());
    }

    @Override
    public void connectionCreated(ConnectionCreatedEvent event) {
        opened.increment();
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        closed.increment();
    }

    @Override
    public void connectionCheckOutStarted(ConnectionCheckOutStartedEvent event) {
        asked.increment();
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
        refused.increment();
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        checkedOut.increment();
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        checkedIn.increment();
    }

    @Override
    public void connectionPoolCleared(ConnectionPoolClearedEvent event) {
        cleared.increment();
    }
}
