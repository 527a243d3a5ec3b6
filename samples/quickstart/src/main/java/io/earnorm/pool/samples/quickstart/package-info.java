/** A small but real Spring Boot application on both backends. */
@NullMarked
package io.earnorm.pool.samples.quickstart;

import org.jspecify.annotations.NullMarked;
