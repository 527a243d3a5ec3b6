/**
 * What every pool promises. {@link io.earnorm.pool.contract.PoolContractTest} states each sentence of {@link
 * io.earnorm.pool.Pool} and {@link io.earnorm.pool.Lease} once and runs for every backend, also for yours: extend it. The
 * other tests show what takes a scripted backend: faults, hangs, races, misbehaving listeners.
 */
@NullMarked
package io.earnorm.pool.contract;

import org.jspecify.annotations.NullMarked;
