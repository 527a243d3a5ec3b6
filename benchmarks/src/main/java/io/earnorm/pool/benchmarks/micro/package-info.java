/** What single operations cost, measured by JMH. */
@NullMarked
package io.earnorm.pool.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
