/**
 * Retry, circuit breaker and timeout for any work, over Resilience4j. Knows no pool, but has what a
 * pool needs to be driven by a breaker.
 */
@NullMarked
package io.earnorm.pool.resilience;

import org.jspecify.annotations.NullMarked;
