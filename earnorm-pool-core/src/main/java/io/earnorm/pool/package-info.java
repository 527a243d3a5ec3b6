/**
 * What users import: pools, leases, the factory and the registry of backends, and {@link
 * io.earnorm.pool.BasePool} for pooling anything else.
 */
@NullMarked
package io.earnorm.pool;

import org.jspecify.annotations.NullMarked;
