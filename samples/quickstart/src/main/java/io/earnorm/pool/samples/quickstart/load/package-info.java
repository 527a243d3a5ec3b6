/** A bounded load, to see the pools at work. */
@NullMarked
package io.earnorm.pool.samples.quickstart.load;

import org.jspecify.annotations.NullMarked;
