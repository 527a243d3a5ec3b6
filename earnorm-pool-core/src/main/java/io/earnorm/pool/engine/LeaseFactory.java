package io.earnorm.pool.engine;

/**
 * Makes what an acquire returns, so that a lease is one object.
 *
 * @param <C> the connection
 * @param <L> the lease
 */
public interface LeaseFactory<C, L> {

    /**
     * Makes a lease.
     *
     * @param slot the place of its connection
     * @param stamp what shows the slot that this lease is the present one
     * @return the lease
     */
    L lease(Slot<C> slot, long stamp);

    /**
     * Ends a lease that reached nobody.
     *
     * @param lease what {@link #lease} made
     */
    void giveBack(L lease);
}
