/**
 * A deterministic simulator: the engine's real code in a world where one seed decides who runs, when
 * time passes, and what goes wrong. {@link io.earnorm.pool.engine.simulation.Simulation} runs one seed.
 *
 * <ul>
 *   <li>{@code World} owns time and decides who runs; {@code Strand} is a thread that runs only while it
 *       holds the baton; at a {@code point} the baton may pass.
 *   <li>{@code Plan} is what one seed does: settings, faults, who asks for what.
 *   <li>{@code Backend}, {@code Leases}, {@code Witness}, {@code Troublemaker} stand where the engine
 *       meets others' code; {@code Actor} and {@code Director} use the pool.
 *   <li>{@code Model} is what was observed; {@code StepRules}, {@code QuietRules}, {@code EndRules} hold the
 *       invariants of the engine, each with its number, against it.
 * </ul>
 */
@NullMarked
package io.earnorm.pool.engine.simulation;

import org.jspecify.annotations.NullMarked;
