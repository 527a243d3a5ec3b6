/** Servers of the sample's own, for a start that needs nothing installed. */
@NullMarked
package io.earnorm.pool.samples.quickstart.servers;

import org.jspecify.annotations.NullMarked;
