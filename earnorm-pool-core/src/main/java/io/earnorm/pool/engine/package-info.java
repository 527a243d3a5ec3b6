/**
 * The pool engine: slots, capacity, waiting, housekeeping. Knows no driver.
 *
 * <p>{@link io.earnorm.pool.engine.PoolEngine} is the one door. Behind it:
 *
 * <ul>
 *   <li>{@code Slot}: one connection and who owns it, by one atomic word ({@code SlotWord}); {@code
 *       Slots}: all of them.
 *   <li>{@code Shortcut}: the way of nearly all leases, without the lock; {@code Acquires}, {@code
 *       AsyncAcquires}, {@code Releases}: all the others.
 *   <li>{@code Exchange}: the one lock; brings those who wait ({@code WaitQueue}, {@code Waiter}) and the
 *       connections together.
 *   <li>{@code Places}: which places are taken by what; decides when to connect, and what must go.
 *   <li>{@code Connections}: the slow calls (connect, validate, destroy), on workers, with limits.
 *   <li>{@code Guard}: what failures mean: suspicion, circuit breaker, probes.
 *   <li>{@code Controls}: start, clear, pause, suspend, resume, resize, close; {@code Lifecycle}: the state.
 *   <li>{@code Housekeeper}: sweeps; {@code Figures}, {@code Recorder}: what is counted.
 *   <li>{@code Surroundings}: clock, workers, parking, random; a simulator stands in for all of it.
 * </ul>
 *
 * <h2>States of a slot</h2>
 *
 * <pre>{@code
 *   CONNECTING ──► RESERVED ◄──► IDLE ◄──► IN_USE        a place is taken before connecting begins,
 *                      │  ▲                  │           and free when the slot leaves Slots:
 *                      │  └──────────────────┘           when the backend has closed the connection,
 *                      ▼                                 or the attempt to connect has returned
 *                   CLOSING
 * }</pre>
 *
 * <table>
 *   <caption>Who makes a move, and how</caption>
 *   <tr><th>move</th><th>by</th><th>how</th></tr>
 *   <tr><td>CONNECTING to RESERVED</td><td>the worker that connected</td><td>owner</td></tr>
 *   <tr><td>RESERVED to IDLE</td><td>its owner: return, check, new connection</td><td>owner, then a second look</td></tr>
 *   <tr><td>IDLE to IN_USE</td><td>an acquire; also the pool, to look closer</td><td>compare-and-set, one winner</td></tr>
 *   <tr><td>IDLE to RESERVED</td><td>sweeps, evictions, keepalive</td><td>compare-and-set, one winner</td></tr>
 *   <tr><td>IN_USE to IDLE</td><td>the end of a lease, the short way</td><td>compare-and-set with the lease's stamp, then a second look</td></tr>
 *   <tr><td>IN_USE to RESERVED</td><td>the end of a lease, or its reclaim</td><td>compare-and-set with the lease's stamp</td></tr>
 *   <tr><td>RESERVED to IN_USE</td><td>hand-over to a waiter</td><td>owner, under the lock</td></tr>
 *   <tr><td>RESERVED, IN_USE to CLOSING</td><td>eviction</td><td>owner, under the lock</td></tr>
 * </table>
 *
 * <p>An owner is whoever moved the slot last; nobody else may move it, and {@code SlotWord} checks that
 * always. Plain fields of a slot belong to its owner.
 *
 * <h2>Why it is right</h2>
 *
 * <ul>
 *   <li><b>One lease at a time (1, 8).</b> Each lease has a stamp, which grows. A lease ends by a
 *       compare-and-set of its own stamp, so the first end wins, and an end that comes late finds another stamp.
 *   <li><b>Never more than maxSize (2, 3, 12).</b> Places are taken and counted under the lock. A place is
 *       given back by the call that used it, after the call, whatever it threw.
 *   <li><b>No lost wake-up (4).</b> Who releases makes the slot idle, then looks at {@code Shortcut.open}.
 *       Who begins to wait shuts that, then looks for an idle slot. Each does both in this order, with
 *       volatile accesses, so one of the two sees the other. Everything else that serves the queue is a step under
 *       the lock that ends with {@code Exchange.match}: a connection made or gone, a check that ended, a resize, a resume.
 *   <li><b>Nobody who is gone gets anything (5, 6).</b> A waiter ends once, under the lock: served or
 *       failed. Who gives up and finds that it was served takes the connection, or passes it on.
 *   <li><b>In order (7).</b> The queue is served from its head alone. What may overtake it does so under the
 *       lock, while the head has waited for less than {@code fairnessBound}.
 *   <li><b>Nothing of an older generation (10).</b> {@code clear} raises the generation before it
 *       returns; an acquire reads it when it begins, and compares.
 *   <li><b>No user's code under the lock (11, 16).</b> A step under the lock only writes down what follows,
 *       as {@code Effects}, which run after it.
 *   <li><b>Time (17).</b> {@code EngineClock} alone, as differences. The coarse clock decides only that
 *       less than a tick has passed since a closer look.
 * </ul>
 *
 * <p>The figures are those of the invariants that the simulator in the tests checks after each step.
 */
@NullMarked
package io.earnorm.pool.engine;

import org.jspecify.annotations.NullMarked;
