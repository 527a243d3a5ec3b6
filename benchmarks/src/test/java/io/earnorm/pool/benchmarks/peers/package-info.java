/** Every peer does what the benchmarks take for granted. */
@NullMarked
package io.earnorm.pool.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
