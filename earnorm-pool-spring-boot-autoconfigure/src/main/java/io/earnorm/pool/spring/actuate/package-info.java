/** Health, meters and an endpoint for every pool of the application. */
@NullMarked
package io.earnorm.pool.spring.actuate;

import org.jspecify.annotations.NullMarked;
