/** Bugs that other pools had, or have: one test for each, named for what must not happen, with the issues that tell of it. */
@NullMarked
package io.earnorm.pool.regression;

import org.jspecify.annotations.NullMarked;
