package io.earnorm.pool.benchmarks.report;

/**
 * One figure.
 *
 * @param scenario what was measured
 * @param test under which circumstances
 * @param peer of which pool, as {@link io.earnorm.pool.benchmarks.peers.PeerKind#id()}
 * @param metric what the figure is
 * @param value the figure; the median where there were several
 * @param unit its unit; empty when it has none
 */
public record Result(String scenario, String test, String peer, String metric, double value, String unit) {}
