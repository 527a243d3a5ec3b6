/**
 * What tests of pools need: a backend whose every answer is scripted, and which checks the pool's promises
 * all the while; and servers that can be killed, frozen and brought back.
 */
@NullMarked
package io.earnorm.pool.testing;

import org.jspecify.annotations.NullMarked;
