/**
 * The pool engine: slots, capacity, waiting, housekeeping. Knows no driver.
 *
 * <p>{@link io.earnorm.pool.engine.PoolEngine} is the one door. Behind it:
 *
 * <ul>
 *   <li>{@code Slot}: one connection and who owns it, by one atomic word; {@code Slots}: all of them.
 *   <li>{@code Exchange}: the one lock; brings those who wait and the connections together.
 *   <li>{@code Places}: which places are taken by what; decides when to connect, and what must go.
 *   <li>{@code Connections}: the slow calls (connect, validate, destroy), on workers, with limits.
 *   <li>{@code Guard}: what failures mean: suspicion, circuit breaker, probes.
 *   <li>{@code Controls}: start, clear, pause, suspend, resume, resize, close; {@code Lifecycle}: the state.
 *   <li>{@code Housekeeper}: sweeps; {@code Figures}, {@code Recorder}: what is counted.
 * </ul>
 *
 * <p>A release that finds nobody waiting and an acquire that finds an idle connection take no lock.
 * Everything else is a step under the exchange's lock, followed by effects outside of it. No user's
 * code ever runs under the lock.
 */
@NullMarked
package io.earnorm.pool.engine;

import org.jspecify.annotations.NullMarked;
