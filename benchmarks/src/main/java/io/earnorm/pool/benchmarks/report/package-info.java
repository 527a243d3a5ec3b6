/** From results to tables, plots and the goals that were set. */
@NullMarked
package io.earnorm.pool.benchmarks.report;

import org.jspecify.annotations.NullMarked;
