package io.earnorm.pool.engine.simulation;

/**
 * A rule that was broken.
 *
 * @param number of the engine's invariant
 * @param rule its name
 * @param message what was seen
 */
record Violation(int number, String rule, String message) {}
