/** A double of MongoDB that speaks its protocol and knows what a replica set does, for tests of failures. */
@NullMarked
package io.earnorm.pool.testing.mongo.wire;

import org.jspecify.annotations.NullMarked;
