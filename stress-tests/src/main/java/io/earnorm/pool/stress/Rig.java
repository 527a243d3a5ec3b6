package io.earnorm.pool.stress;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.engine.LeaseFactory;
import io.earnorm.pool.engine.Mode;
import io.earnorm.pool.engine.PoolEngine;
import io.earnorm.pool.engine.Slot;
import io.earnorm.pool.metrics.PoolMetrics;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** One pool for one try of a race, and those who use it. */
final class Rig implements LeaseFactory<Connection, Held> {

    static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

    final World world = new World();
    final Backend backend;
    final PoolEngine<Connection, Held> engine;

    private final List<User> users = new ArrayList<>();

    /** A pool of at most that many connections; nothing in it expires by itself. */
    Rig(int maxSize) {
        this(maxSize, maxSize, config -> config);
    }

    Rig(int maxSize, UnaryOperator<PoolConfig.Builder> settings) {
        this(maxSize, maxSize, settings);
    }

    /** The same, and a ceiling for a pool that will be larger. */
    Rig(int maxSize, int largest, UnaryOperator<PoolConfig.Builder> settings) {
        backend = new Backend(largest);
        PoolConfig.Builder plain = PoolConfig.builder()
                .minSize(0)
                .maxSize(maxSize)
                .maxIdleTime(Duration.ZERO)
                .maxLifetime(Duration.ZERO)
                .keepaliveTime(Duration.ZERO)
                .initializationFailTimeout(Duration.ofMillis(-1));
        PoolConfig config = settings.apply(plain).build();
        engine = new PoolEngine<>("race", config, backend, this, Resilience.disabled(), world.surroundings());
        engine.init();
    }

    /** Somebody who has nothing yet. */
    User user() {
        User user = new User(engine, backend);
        users.add(user);
        return user;
    }

    /** Somebody who holds a connection, new or used: the engine has a shorter way to end most leases, but not the first. */
    User holder() {
        User user = user();
        user.acquire();
        if (ThreadLocalRandom.current().nextBoolean()) {
            user.release();
            user.acquire();
        }
        return user;
    }

    /** Somebody who waits, and holds no thread. */
    User asker() {
        User user = user();
        user.ask();
        return user;
    }

    void pause() {
        engine.pause(new IllegalStateException("An outage"));
    }

    /** Ends a lease. Returns whether it had not ended before. */
    boolean end(Held lease) {
        return lease.slot().release(lease.stamp());
    }

    /** Makes so many idle connections. */
    void fill(int count) {
        List<User> holders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            holders.add(holder());
        }
        holders.forEach(User::release);
    }

    /** Has everybody leave and closes the pool. Says what was wrong at any time, or "ok". */
    String settle() {
        world.waiting(World.Waiting.PATIENT);
        world.runTasks();
        users.forEach(User::leave);
        PoolMetrics quiet = engine.metrics();
        expect(quiet.pending() == 0, "somebody waits");
        expect(quiet.inUse() == 0, "still in use");
        expect(quiet.connecting() == 0 && quiet.closing() == 0, "a place is lost");
        expect(quiet.idle() == backend.open(), "lost or counted twice");
        expect(quiet.total() <= quiet.maxSize(), "not shrunk");
        if (engine.mode() == Mode.PAUSED) {
            expect(backend.open() == 0, "a retired connection stays");
            engine.resume();
        }
        world.pass(AN_HOUR); // Failures of connecting are forgotten.
        lendAgain();
        engine.close(0);
        expect(engine.mode() == Mode.CLOSED, "not closed");
        expect(backend.open() == 0 && engine.metrics().total() == 0, "not all destroyed");
        expect(backend.closed.get() == 1, "backend not closed once");
        return backend.faults.isEmpty() ? "ok" : String.join(", ", new TreeSet<>(backend.faults));
    }

    /** Whatever happened, a pool that runs lends all its connections again. */
    private void lendAgain() {
        if (engine.mode() != Mode.RUNNING) {
            return;
        }
        List<User> borrowers = new ArrayList<>();
        for (int i = 0; i < engine.config().maxSize(); i++) {
            User borrower = new User(engine, backend);
            borrowers.add(borrower);
            expect(borrower.acquire(1).equals("leased"), "not lent again");
        }
        borrowers.forEach(User::leave);
    }

    void expect(boolean holds, String fault) {
        if (!holds) {
            backend.faults.add(fault);
        }
    }

    @Override
    public Held lease(Slot<Connection> slot, long stamp) {
        return new Held(slot, stamp, slot.connection());
    }

    @Override
    public void giveBack(Held lease) {
        end(lease);
    }
}
