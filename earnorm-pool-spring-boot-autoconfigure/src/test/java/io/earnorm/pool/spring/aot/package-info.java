/** Tests of applications that were processed ahead of time. */
@NullMarked
package io.earnorm.pool.spring.aot;

import org.jspecify.annotations.NullMarked;
