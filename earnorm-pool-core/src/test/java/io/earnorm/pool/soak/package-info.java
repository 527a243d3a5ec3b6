/**
 * Minutes of everything at once: pools that come and go, over real sockets, to servers that fail in every
 * way, used by threads of every kind. {@code SoakTest} runs a short form with the other tests; {@code
 * ./mvnw -pl earnorm-pool-core -am verify -Psoak} runs for ten minutes, or for {@code -Dsoak.minutes=…}.
 */
@NullMarked
package io.earnorm.pool.soak;

import org.jspecify.annotations.NullMarked;
