/** What the page about this module says is so. */
@NullMarked
package io.earnorm.pool.test.documentation;

import org.jspecify.annotations.NullMarked;
