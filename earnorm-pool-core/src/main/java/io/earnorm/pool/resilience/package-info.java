/** Retry and circuit breaker over Resilience4j; knows no pool. */
@NullMarked
package io.earnorm.pool.resilience;

import org.jspecify.annotations.NullMarked;
