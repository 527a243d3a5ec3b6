/**
 * What a pool does where several callers want more than it has: exhaustion, bursts, dead backends, outages, steady load.
 *
 * <p>{@link io.earnorm.pool.benchmarks.scenarios.Scenarios} starts a JVM for each scenario and peer; in it a {@code Scenario} reports figures to its
 * {@code Trial}; {@code Figures} takes the median of the rounds.
 */
@NullMarked
package io.earnorm.pool.benchmarks.scenarios;

import org.jspecify.annotations.NullMarked;
