/** The pools that are compared, each behind the same few methods. */
@NullMarked
package io.earnorm.pool.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
