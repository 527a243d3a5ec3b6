package io.earnorm.pool.engine.simulation;

import java.util.List;

/** Mistakes that somebody could make in the engine. Each has to be noticed. */
final class Mutations {

    /** Found within a few seeds, and in code that seldom changes: hunted in every build. */
    static final List<Mutation> CHEAP = List.of(
            new Mutation(
                    "at most maxConnecting, off by one",
                    "Places.java",
                    "&& connecting < atOnce &&",
                    "&& connecting <= atOnce &&"),
            new Mutation(
                    "an interrupt is swallowed",
                    "ThreadWaiter.java",
                    "} else if (Thread.currentThread().isInterrupted()) {",
                    "} else if (Thread.interrupted()) {"),
            new Mutation(
                    "a failed attempt counts as connecting for ever",
                    "Places.java",
                    "connecting--;\n            if (placeIsFree) {",
                    "if (placeIsFree) {"));

    static final List<Mutation> OTHERS = List.of(
            new Mutation(
                    "a release does not look again whether somebody waits",
                    "Shortcut.java",
                    "if (first && slot.generation != open) {",
                    "if (first && slot.id < 0) {"),
            new Mutation(
                    "a waiter that gives up stays in the queue",
                    "Exchange.java",
                    "queue.remove(waiter);\n        waiter.failed(reason, cause);",
                    "waiter.failed(reason, cause);"),
            new Mutation(
                    "the place of a late attempt is free before it has returned",
                    "Connections.java",
                    "fail(slot, failure, limit, false)",
                    "fail(slot, failure, limit, true)"),
            new Mutation(
                    "the generation of a connection is not looked at",
                    "Places.java",
                    "if (slot.generation != exchange.lifecycle.generation()) {",
                    "if (slot.generation < 0) {"),
            new Mutation(
                    "the end of a lease does not compare the stamp",
                    "SlotWord.java",
                    "WORD.compareAndSet(this, word(stamp, IN_USE), word(stamp, RESERVED))",
                    "WORD.compareAndSet(this, word(stamp(), IN_USE), word(stamp(), RESERVED))"),
            new Mutation(
                    "a waiter that has ended is served",
                    "Exchange.java",
                    "if (!waiter.done && lifecycle.isRunning()) {",
                    "if (lifecycle.isRunning()) {"),
            new Mutation(
                    "a connection that is being closed does not count",
                    "Places.java",
                    "slot.closing();\n        closing++;",
                    "slot.closing();\n        slots.remove(slot);\n        closing++;"),
            new Mutation(
                    "close does not fail those who wait",
                    "Controls.java",
                    "exchange.failAll(AcquireFailure.CLOSED, null, effects);",
                    ""),
            new Mutation(
                    "a new size serves nobody",
                    "Controls.java",
                    ".build());\n            exchange.match(effects);",
                    ".build());"),
            new Mutation(
                    "what a listener throws escapes",
                    "Events.java",
                    "LOG.warn(\"Pool '{}': a listener failed\", pool, t);",
                    "throw new IllegalStateException(t);"),
            new Mutation(
                    "clear forgets those that are idle",
                    "Controls.java",
                    "places.evictIdle(slot -> places.unfit(slot, pool.now()));",
                    ""),
            new Mutation(
                    "no back-off while connecting fails",
                    "Places.java",
                    "&& connecting < atOnce && backoff.permits(now)",
                    "&& connecting < atOnce"),
            new Mutation(
                    "an expired connection is lent", "Places.java", "if (now >= slot.expiresAt) {", "if (now < 0) {"),
            new Mutation(
                    "the connection of a cancelled acquire is lost",
                    "AsyncAcquires.java",
                    "exchange.putBack(served, pool.now());",
                    ""),
            new Mutation(
                    "a lease that could not be made keeps its place",
                    "Acquires.java",
                    "exchange.places.evict(slot, EvictionReason.BROKEN);",
                    ""),
            new Mutation(
                    "a failed validation keeps its place",
                    "Connections.java",
                    "check.failure = failure;\n        places.checks.end(check, false);",
                    "check.failure = failure;"),
            new Mutation(
                    "whoever arrives may always overtake",
                    "Exchange.java",
                    "return first == null || !isServedDirectly(first, now());",
                    "return true;"),
            new Mutation(
                    "each wake-up prolongs the wait",
                    "ThreadWaiter.java",
                    "parking.park(exchange, Math.min(left, looksAgainAt - now));",
                    "parking.park(exchange, until - since);"),
            new Mutation(
                    "a listener is told under the lock",
                    "Controls.java",
                    "exchange.change(effects -> exchange.lifecycle.nextGeneration());",
                    "exchange.change(effects -> {\n            exchange.lifecycle.nextGeneration();\n"
                            + "            pool.events.tell(PoolListener::poolCleared);\n        });"),
            new Mutation(
                    "an asynchronous acquire that has ended keeps its timer",
                    "AsyncAcquires.java",
                    "void signal() {\n            expiry.cancel();",
                    "void signal() {"));

    private Mutations() {}
}
