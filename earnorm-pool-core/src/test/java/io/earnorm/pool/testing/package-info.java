/** What the tests of all backends share: servers that can be killed, frozen and brought back. */
@NullMarked
package io.earnorm.pool.testing;

import org.jspecify.annotations.NullMarked;
