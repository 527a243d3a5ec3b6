/** What a pool tells about itself: snapshots, statistics over time, and events. */
@NullMarked
package io.earnorm.pool.metrics;

import org.jspecify.annotations.NullMarked;
