package io.earnorm.pool.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * All sentinels of one pool, and the master that they name. The first who asks for the master starts the watches, one
 * daemon thread for each sentinel; {@link #quiesce()} and {@link #close()} end them. While no sentinel answers, the master
 * that was named last stays. Thread-safe.
 */
final class SentinelGroup {

    private static final Logger LOG = LoggerFactory.getLogger(SentinelGroup.class);

    private static final long REFRESH_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A failover that has begun is over after a second or so. Should its leader be lost meanwhile, life goes on. */
    private static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long LONGEST_JOIN_MILLIS = 1_000;

    private final String pool;
    private final String masterName;
    private final Runnable switched;
    private final BooleanSupplier over;
    private final SentinelSettings settings;
    private final List<Sentinel> sentinels = new ArrayList<>();
    private SentinelAnswers answers; // Guarded by this, as all that follows.
    private final List<SentinelWatch> watches = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable Master master;
    private @Nullable Long heldUntil;
    private long refreshedAt = System.nanoTime() - REFRESH_INTERVAL_NANOS;
    private boolean closed;

    /**
     * Starts nothing.
     *
     * @param switched told when the connections to the old master are not to be used any more
     * @param over whether nobody will connect any more: then the watches end by themselves, {@link #close()} or not
     */
    SentinelGroup(
            String pool, RedisSettings settings, SentinelSettings sentinels, Runnable switched, BooleanSupplier over) {
        this.pool = pool;
        this.masterName = sentinels.masterName();
        this.switched = switched;
        this.over = over;
        this.settings = sentinels;
        this.answers = new SentinelAnswers(masterName, sentinels.addresses());
        for (HostAndPort address : sentinels.addresses()) {
            this.sentinels.add(new Sentinel(new RedisSettings(settings, sentinels, address), masterName));
        }
    }

    // ---- For who connects

    /**
     * Where to connect. Waits while a failover is under way, because what the old master is told then is lost.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if no sentinel says so, or none did in time
     */
    synchronized Master await(long nanos) {
        long deadline = System.nanoTime() + nanos;
        while (master == null || heldFor() > 0) {
            start();
            long left = deadline - System.nanoTime();
            if (left <= 0 || closed || (master == null && answers.allHeard())) {
                throw master == null
                        ? answers.complaint()
                        : new JedisConnectionException(
                                "A failover of %s, which its sentinels have begun, takes too long".formatted(master));
            }
            sleep(master == null ? left : Math.min(left, heldFor()));
        }
        return master;
    }

    /** How much longer nobody is to connect, in nanoseconds; zero or less: not at all. */
    private long heldFor() {
        return heldUntil == null ? 0 : heldUntil - System.nanoTime();
    }

    /** Waits until another master is named, for at most that long. */
    synchronized void awaitReplacement(Master old, long nanos) {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; master == old && left > 0 && !closed; left = deadline - System.nanoTime()) {
            sleep(left);
        }
    }

    private void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JedisConnectionException("Interrupted while waiting for the sentinels to name a master", e);
        }
    }

    /** Something was wrong with the master: the sentinels are asked again, at most once a second. Does not block. */
    synchronized void doubt(Master suspect) {
        long now = System.nanoTime();
        if (suspect == master && now - refreshedAt >= REFRESH_INTERVAL_NANOS) {
            refreshedAt = now;
            watches.forEach(SentinelWatch::refresh);
        }
    }

    /** A connection heard that its server takes no writes: if that is the master, all others have to go, too. */
    void refused(HostAndPort address) {
        Master present = master();
        if (present != null && present.address.equals(address) && present.demote()) {
            LOG.warn("Pool '{}': {} takes no writes any more; its sentinels are asked again", pool, present);
            doubt(present);
            switched.run();
        }
    }

    // ---- For the watches

    boolean isOver() {
        return over.getAsBoolean();
    }

    void answered(int sentinel, SentinelAnswer answer) {
        Master before;
        Master after;
        synchronized (this) {
            boolean back = answers.answered(sentinel, answer);
            if (back) {
                LOG.info("Pool '{}': a sentinel answers again, now {}", pool, answers.summary());
            }
            HostAndPort best = answers.best();
            before = master;
            if (best != null && (before == null || !before.address.equals(best))) {
                master = new Master(best);
                heldUntil = null;
            }
            after = master;
            notifyAll();
        }
        if (before != after && before != null) {
            LOG.info("Pool '{}': the master '{}' is {} now, no longer {}", pool, masterName, after, before);
            before.connecting.abort();
            switched.run();
        }
    }

    /** @param event {@code null}: nothing */
    void heard(@Nullable SentinelEvent event) {
        synchronized (this) {
            if (event == null || master == null) {
                return;
            }
            if (event.abortsFailoverOf(master.address)) {
                heldUntil = null;
                notifyAll();
            }
            if (heldFor() > 0 || !event.beginsFailoverOf(master.address)) {
                return;
            }
            heldUntil = System.nanoTime() + HOLD_NANOS;
            LOG.info("Pool '{}': a failover begins; calls wait until the sentinels name the new master", pool);
        }
        switched.run();
    }

    synchronized void failed(int sentinel, Throwable failure) {
        boolean lost = answers.failed(sentinel, failure);
        if (lost) {
            LOG.warn("Pool '{}': a sentinel does not answer, now {}: {}", pool, answers.summary(), failure.toString());
        }
        notifyAll();
    }

    // ---- Figures

    synchronized @Nullable Master master() {
        return master;
    }

    /** {@return how many sentinels answer, for example {@code 2 of 3 sentinels answer}} */
    synchronized String summary() {
        return answers.summary();
    }

    /** {@return why nobody would name another master, or {@code null} if somebody would} */
    synchronized @Nullable String silence() {
        return answers.reachable() == 0 ? answers.complaint().getMessage() : null;
    }

    // ---- Start and end

    private void start() {
        if (closed || !threads.isEmpty()) {
            return;
        }
        for (Sentinel sentinel : sentinels) {
            SentinelWatch watch = new SentinelWatch(this, watches.size(), sentinel);
            watches.add(watch);
            String name = "earnorm-pool-%s-sentinel-%d".formatted(pool, threads.size() + 1);
            // Inherits no thread locals: it outlives its maker.
            Thread thread = new Thread(null, watch, name, 0, false);
            thread.setContextClassLoader(SentinelGroup.class.getClassLoader());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Ends the threads until somebody asks for the master again, who is another one then, perhaps. */
    void quiesce() throws InterruptedException {
        end(() -> {
            master = null;
            heldUntil = null;
            answers = new SentinelAnswers(masterName, settings.addresses());
        });
    }

    /** Ends the threads. */
    void close() throws InterruptedException {
        end(() -> closed = true);
    }

    /** Closes the sockets. Waits for the threads a moment, unless one of them is the caller. */
    private void end(Runnable afterwards) throws InterruptedException {
        List<Thread> ending;
        synchronized (this) {
            watches.forEach(SentinelWatch::close);
            watches.clear();
            ending = List.copyOf(threads);
            threads.clear();
            afterwards.run();
            notifyAll();
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_JOIN_MILLIS);
        for (Thread thread : ending) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (thread != Thread.currentThread() && left > 0) {
                thread.join(left);
            }
        }
    }
}
