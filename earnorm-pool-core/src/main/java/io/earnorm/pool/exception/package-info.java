/** What can go wrong with a pool: unchecked exceptions whose messages say what to do next. */
@NullMarked
package io.earnorm.pool.exception;

import org.jspecify.annotations.NullMarked;
