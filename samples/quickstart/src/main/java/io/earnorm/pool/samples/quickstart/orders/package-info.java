/** Orders in MongoDB, read through a Redis cache. */
@NullMarked
package io.earnorm.pool.samples.quickstart.orders;

import org.jspecify.annotations.NullMarked;
