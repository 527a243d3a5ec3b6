/**
 * What tests of pools need: a backend whose every answer is scripted, and which checks the pool's promises
 * all the while; and servers that can be killed, frozen and brought back.
 *
 * <pre>{@code
 * class OrdersTest extends ScriptedTestCase {
 *
 *     @Test
 *     void anOrderSurvivesALostConnection() {
 *         ScriptedPool pool = poolOf(config().maxSize(2));
 *         backend.creation().next(fail(new IOException("refused")));
 *         ...
 *         assertThat(pool.events().lines()).contains("connectionDestroyed 1 BROKEN");
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.earnorm.pool.testing;

import org.jspecify.annotations.NullMarked;
