/** A MongoDB server in memory, for tests and samples. */
@NullMarked
package io.earnorm.pool.testing.mongo;

import org.jspecify.annotations.NullMarked;
