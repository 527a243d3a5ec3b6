/** A backend of one's own. */
@NullMarked
package io.earnorm.pool.samples.custom;

import org.jspecify.annotations.NullMarked;
