package io.earnorm.pool.stress;

import java.util.concurrent.atomic.AtomicInteger;

/** A connection to nowhere. It knows how many use it, and how often it was destroyed. */
final class Connection {

    final int number;
    final AtomicInteger holders = new AtomicInteger();
    final AtomicInteger destroyed = new AtomicInteger();

    /** Plain on purpose: the pool alone makes it visible to the next holder. */
    int note;

    Connection(int number) {
        this.number = number;
    }
}
