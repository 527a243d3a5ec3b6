package io.earnorm.pool.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The room that the pools of all nodes share: so many connections, counted from before the socket is opened until it is
 * closed. Who finds none waits in line for a place that another node's pool gives up. Thread-safe.
 *
 * <p>To hand a place from one node to another costs a connection, so it is not done at every wish: a node with more
 * connections gives one up at once, any other one when somebody has waited for {@link #PATIENCE_NANOS}.
 */
final class ClusterRoom {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Room without end. */
    static final ClusterRoom UNLIMITED = new ClusterRoom(0);

    private final boolean limited;
    private final Deque<Wish> wishes = new ArrayDeque<>();
    private int free;
    private int promised; // Connections that are given up, and not closed yet.
    private volatile boolean tight; // Somebody waits, or there are more connections than there may be.

    ClusterRoom(int maxTotal) {
        limited = maxTotal > 0;
        free = maxTotal;
    }

    /** One that waits for a place. */
    private record Wish(Tenant tenant, long since, CountDownLatch granted) {}

    /** The pool of a node. */
    interface Tenant {

        /** {@return how many connections it has} */
        int connections();

        /** {@return whether somebody waits for one} */
        boolean isWanted();

        /** Begins to close an idle connection, and returns whether there was one. */
        boolean giveUpIdle();
    }

    /**
     * Takes a place, waiting for it.
     *
     * @param others asked, again and again, to give up what is idle
     * @param millis the longest wait; zero: no limit
     */
    void take(Tenant tenant, Iterable<? extends Tenant> others, long millis) throws InterruptedException {
        Wish wish = limited ? takeOrWish(tenant) : null;
        if (wish == null) {
            return;
        }
        long waited = 0;
        try {
            while (waited <= millis || millis == 0) {
                if (tenant.isWanted()) {
                    askForIdle(tenant, others, wish);
                }
                if (wish.granted.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
                    return;
                }
                waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - wish.since);
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            withdraw(wish, true);
            throw e;
        }
        if (!withdraw(wish, false)) {
            throw new NoRoomException(waited);
        }
    }

    private synchronized @Nullable Wish takeOrWish(Tenant tenant) {
        if (free > 0 && wishes.isEmpty()) {
            free--;
            return null;
        }
        Wish wish = new Wish(tenant, System.nanoTime(), new CountDownLatch(1));
        wishes.add(wish);
        update();
        return wish;
    }

    private static void askForIdle(Tenant tenant, Iterable<? extends Tenant> others, Wish wish) {
        for (Tenant other : others) {
            if (other != tenant && mustYield(other, wish) && other.giveUpIdle()) {
                return;
            }
        }
    }

    private static boolean mustYield(Tenant holder, Wish wish) {
        return System.nanoTime() - wish.since >= PATIENCE_NANOS || holder.connections() > wish.tenant.connections() + 1;
    }

    /** Returns whether the wish had been granted; {@code giveBack} says what becomes of the place then. */
    private synchronized boolean withdraw(Wish wish, boolean giveBack) {
        boolean granted = !wishes.remove(wish);
        update();
        if (granted && giveBack) {
            leave();
        }
        return granted;
    }

    /** A connection is closed, or was never made. */
    synchronized void leave() {
        free++;
        grant();
    }

    /** Changes the number of places; who has one too many gives it up when it can. */
    synchronized void resize(int more) {
        free += more;
        grant();
    }

    private void grant() {
        while (free > 0 && !wishes.isEmpty()) {
            free--;
            wishes.remove().granted.countDown();
        }
        update();
    }

    private void update() {
        tight = limited && (free < 0 || !wishes.isEmpty());
    }

    /**
     * Whether a connection that comes back to this pool is needed elsewhere; then it must be closed, and {@link
     * #leaveAsPromised()} called.
     */
    boolean wants(Tenant holder) {
        return tight && promise(holder);
    }

    private synchronized boolean promise(Tenant holder) {
        long wanted = Math.max(0, -free)
                + wishes.stream()
                        .filter(wish -> wish.tenant != holder && wish.tenant.isWanted() && mustYield(holder, wish))
                        .count();
        if (wanted <= promised) {
            return false;
        }
        promised++;
        return true;
    }

    /** A connection is closed that was given up for another one. */
    synchronized void leaveAsPromised() {
        promised--;
        leave();
    }

    /** {@return how many connections there are too many, and nobody has promised to close} */
    synchronized int excess() {
        return Math.max(0, -free - promised);
    }

    /** All nodes together have as many connections as they may, and none gave one up in time. */
    static final class NoRoomException extends JedisConnectionException {

        private static final long serialVersionUID = 1L;

        NoRoomException(long waited) {
            super("All nodes of the cluster together have maxTotal connections, and none was given up within %d ms"
                    .formatted(waited));
        }
    }
}
