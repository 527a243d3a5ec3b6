/** The benchmarks run, and the report is made of what they measured. */
@NullMarked
package io.earnorm.pool.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
