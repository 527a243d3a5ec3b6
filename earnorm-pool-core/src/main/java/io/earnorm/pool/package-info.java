/** The pool and what its users import. */
@NullMarked
package io.earnorm.pool;

import org.jspecify.annotations.NullMarked;
