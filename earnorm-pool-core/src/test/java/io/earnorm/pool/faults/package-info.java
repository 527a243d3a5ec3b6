/**
 * What a pool's users see when the network or the server fails, as a table: {@code docs/faults.md}. Eight callers ask all
 * the while, each for an answer that only it can get; something breaks and is mended; and {@link
 * io.earnorm.pool.faults.Experiment} tells who was told what, how late, what health said, and what it cost to recover.
 */
@NullMarked
package io.earnorm.pool.faults;

import org.jspecify.annotations.NullMarked;
