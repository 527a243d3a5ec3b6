/**
 * Races of two transitions, run by JCStress: each test has a pool of its own for each of many thousand
 * tries, and says of every outcome whether it may be seen.
 */
@NullMarked
package io.earnorm.pool.stress;

import org.jspecify.annotations.NullMarked;
