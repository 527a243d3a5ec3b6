package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.metrics.EvictionReason;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The slow calls: connect, validate, destroy. Each runs on a worker, within its limit, and reports
 * back once. Nothing here holds a lock while it calls a backend.
 */
final class Connections<C> {

    private static final Log LOG = new Log(Connections.class);
    private static final int CLOSING_AT_ONCE = 16;
    private static final long SLOW_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    static final long LONGEST_DESTROY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PoolContext<C> pool;
    private final Places<C> places;
    private final Lane closing;

    /** Who works on what. The engine's own threads, each for as long as one call takes. */
    private final Map<Thread, Slot<C>> busy = new ConcurrentHashMap<>();

    Connections(PoolContext<C> pool, Places<C> places) {
        this.pool = pool;
        this.places = places;
        this.closing = new Lane(pool.workers, CLOSING_AT_ONCE);
    }

    /** What is asked of a connection on a worker. */
    interface Question<C> {
        boolean isAlive(C connection) throws Exception;
    }

    Question<C> validation() {
        return pool.connector::validate;
    }

    /** Workers that are busy for this pool. */
    int running() {
        return busy.size();
    }

    /** What the current thread works on, so that it need not wait for itself. */
    @Nullable
    Slot<C> inHand() {
        return busy.get(Thread.currentThread());
    }

    private void work(Slot<C> slot, Runnable task) {
        busy.put(Thread.currentThread(), slot);
        try {
            task.run();
        } finally {
            busy.remove(Thread.currentThread());
        }
    }

    boolean isTransient(Throwable failure) {
        return judge(() -> pool.connector.isTransient(new ConnectionFailedException("Connecting failed", failure)));
    }

    boolean isBroken(C connection, Throwable failure) {
        return judge(() -> pool.connector.isBroken(connection, failure));
    }

    /** What a user's code says of a failure; {@code true} if it throws. */
    boolean judge(BooleanSupplier verdict) {
        try {
            return verdict.getAsBoolean();
        } catch (Throwable t) {
            LOG.warn("Pool '{}': the backend or the retry policy could not judge a failure", pool.name, t);
            return true;
        }
    }

    // ---- Connect

    void connect(Slot<C> slot) {
        pool.workers.execute(() -> work(slot, () -> runConnect(slot)));
    }

    private void runConnect(Slot<C> slot) {
        if (!begin(slot)) {
            places.gaveUp();
            places.gone(slot);
            return;
        }
        long start = pool.now();
        long limit = pool.config().connectTimeout().toNanos();
        Workers.Cancellation expiry = () -> {};
        C connection = null;
        Throwable failure = null;
        try {
            expiry = expireAfter(limit, () -> expire(slot, limit));
            connection = Objects.requireNonNull(pool.connector.connect(), "createConnection returned null");
        } catch (Throwable t) { // An Error as well: the place must be freed whatever happens.
            failure = t;
        }
        expiry.cancel();
        if (!slot.connecting.finish()) {
            discard(slot, connection);
        } else if (connection == null) {
            Throwable reason = failure == null ? new IllegalStateException("Nothing was connected") : failure;
            fail(slot, reason, pool.now() - start, true);
        } else {
            succeed(slot, connection, pool.now() - start);
        }
    }

    /** Tells of a connection unless it was given up already, and of its end when that happens meanwhile. */
    private boolean begin(Slot<C> slot) {
        if (slot.connecting.hasEnded()) {
            return false;
        }
        pool.events.tell(listener -> listener.connectionCreated(slot.id));
        boolean begun = slot.connecting.begin();
        if (!begun) {
            pool.events.tell(listener -> listener.connectionDestroyed(slot.id, EvictionReason.BROKEN));
        }
        return begun;
    }

    private void succeed(Slot<C> slot, C connection, long took) {
        long now = pool.now();
        slot.connection = connection;
        slot.establishedAt = now;
        slot.expiresAt = expiry(now);
        slot.lastUsed = now;
        slot.lastChecked = now;
        pool.recorder.created(took);
        pool.events.tell(listener -> listener.connectionReady(slot.id, Duration.ofNanos(took)));
        places.guard.succeeded(slot, took);
        places.connected(slot);
    }

    private void fail(Slot<C> slot, Throwable failure, long took, boolean placeIsFree) {
        pool.recorder.creationFailures.increment();
        LOG.debug("Pool '{}': connection {} could not be made", pool.name, slot.id, failure);
        pool.events.tell(listener -> listener.connectionDestroyed(slot.id, EvictionReason.BROKEN));
        places.guard.failed(slot, took, failure);
        places.notConnected(slot, failure, placeIsFree);
    }

    /** On the timekeeper's thread: the rest runs on a worker. */
    private void expire(Slot<C> slot, long limit) {
        if (slot.connecting.giveUp()) {
            Throwable failure = new TimeoutException(
                    "Not connected within the connectTimeout of %d ms".formatted(TimeUnit.NANOSECONDS.toMillis(limit)));
            pool.workers.execute(() -> fail(slot, failure, limit, false));
        }
    }

    /** Nobody waits for this connection any more, and nobody was told of it. */
    private void discard(Slot<C> slot, @Nullable C connection) {
        if (connection != null) {
            pool.recorder.created.increment();
            close(slot, connection);
        }
        places.gone(slot);
    }

    private long expiry(long now) {
        PoolConfig config = pool.config();
        long lifetime = config.maxLifetime().toNanos();
        double share = config.lifetimeJitter() * pool.surroundings.random().getAsDouble();
        return lifetime == 0 ? Long.MAX_VALUE : PoolContext.deadline(now, (long) (lifetime * (1 - share)));
    }

    // ---- Check

    void check(Check<C> check) {
        pool.workers.execute(() -> work(check.slot, () -> runCheck(check)));
    }

    private void runCheck(Check<C> check) {
        Slot<C> slot = check.slot;
        long start = pool.now();
        long limit = pool.config().validationTimeout().toNanos();
        AtomicReference<Workers.Cancellation> expiry = new AtomicReference<>(() -> {});
        boolean alive = false;
        Throwable failure = null;
        try {
            expiry.set(watch(check, limit, expiry));
            alive = check.call.begin() && check.question.isAlive(slot.connection());
        } catch (Throwable t) { // An Error as well: it says that the connection can't be trusted.
            failure = t;
        }
        boolean intime = check.call.finish();
        expiry.get().cancel();
        if (!intime) {
            return; // Whoever gave it up has reported.
        }
        if (alive) {
            slot.lastChecked = pool.now();
            places.guard.alive(slot, pool.now() - start);
            places.checks.end(check, true);
        } else {
            dead(check, failure == null ? new IllegalStateException("Validation failed") : failure, start);
        }
    }

    private void dead(Check<C> check, Throwable failure, long start) {
        LOG.debug("Pool '{}': connection {} is not alive", pool.name, check.slot.id, failure);
        check.failure = failure;
        places.checks.end(check, false);
        if (failure instanceof UncleanException) { // It answered.
            places.guard.alive(check.slot, pool.now() - start);
        } else {
            places.guard.failed(check.slot, pool.now() - start, failure);
            places.guard.suspect(check.slot.generation);
        }
    }

    /** Says first that a check is slow, then gives it up. */
    private Workers.Cancellation watch(Check<C> check, long limit, AtomicReference<Workers.Cancellation> expiry) {
        long start = pool.now();
        Runnable expire = () -> {
            if (check.call.giveUp()) {
                Throwable failure = new TimeoutException("Not validated within the validationTimeout of %d ms"
                        .formatted(TimeUnit.NANOSECONDS.toMillis(limit)));
                pool.workers.execute(() -> dead(check, failure, start));
            }
        };
        if (limit > 0 && limit <= SLOW_CHECK_NANOS) {
            return expireAfter(limit, expire);
        }
        return pool.workers.schedule(SLOW_CHECK_NANOS, () -> {
            expiry.set(expireAfter(limit == 0 ? 0 : limit - SLOW_CHECK_NANOS, expire));
            places.checks.slow(check);
        });
    }

    // ---- Destroy

    void destroy(Slot<C> slot, EvictionReason reason) {
        pool.recorder.evicted(reason);
        closing.enter(() -> work(slot, () -> runDestroy(slot, reason)));
    }

    private void runDestroy(Slot<C> slot, EvictionReason reason) {
        SlowCall call = new SlowCall();
        long connectTimeout = pool.config().connectTimeout().toNanos();
        long limit = connectTimeout == 0 ? LONGEST_DESTROY_NANOS : connectTimeout;
        Workers.Cancellation expiry = () -> {};
        try {
            expiry = expireAfter(limit, () -> giveUpDestroying(slot, call));
        } catch (Throwable t) { // For want of memory.
            LOG.warn("Pool '{}': nobody watches how long closing connection {} takes", pool.name, slot.id, t);
        }
        call.begin();
        close(slot, slot.connection());
        boolean inTime = call.finish();
        expiry.cancel();
        pool.events.tell(listener -> listener.connectionDestroyed(slot.id, reason));
        places.gone(slot);
        if (inTime) {
            closing.leave();
        }
    }

    private void giveUpDestroying(Slot<C> slot, SlowCall call) {
        if (call.giveUp()) {
            slot.destroyGivenUp = true;
            places.stuck();
            closing.leave();
        }
    }

    private void close(Slot<C> slot, C connection) {
        try {
            pool.connector.destroy(connection);
        } catch (Throwable t) { // An Error as well: the connection counts as closed, nobody can do more.
            LOG.warn("Pool '{}': closing connection {} failed", pool.name, slot.id, t);
        }
        slot.connection = null;
        pool.recorder.destroyed.increment();
    }

    private Workers.Cancellation expireAfter(long nanos, Runnable expire) {
        return nanos == 0 ? () -> {} : pool.workers.schedule(nanos, expire);
    }
}
