package io.earnorm.pool.engine;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.metrics.AcquireFailure;
import io.earnorm.pool.metrics.EvictionReason;
import io.earnorm.pool.metrics.LeakReport;
import io.earnorm.pool.metrics.PoolListener;
import io.earnorm.pool.resilience.Resilience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An engine in a world with one thread, and a backend that does what a test says. */
final class Rig implements Connector<Object>, LeaseFactory<Object, Rig.TestLease>, PoolListener {

    /** A lease that shows what it is made of. */
    record TestLease(Slot<Object> slot, long stamp) {

        void complete() {
            slot.releases().complete(slot, stamp);
        }

        void invalidate(@Nullable Throwable cause) {
            slot.releases().invalidate(slot, stamp, cause);
        }

        void fail(Throwable failure) {
            slot.releases().fail(slot, stamp, failure);
        }
    }

    final ManualWorkers world = new ManualWorkers();
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Object> destroyed = new CopyOnWriteArrayList<>();
    final PoolEngine<Object, TestLease> engine;

    Callable<Object> connect = Object::new;
    Predicate<Object> validate = connection -> true;
    BiPredicate<Object, Throwable> broken = (connection, failure) -> true;
    Predicate<Throwable> curable = failure -> true;
    Runnable leaseView = () -> {};
    Consumer<String> hook = event -> {};
    Consumer<Object> whenDestroyed = connection -> {};
    Consumer<Object> whenReset = connection -> {};
    Runnable whenClosed = () -> {};
    Runnable whenGivenBack = () -> {};
    boolean backendClosed;

    Rig(UnaryOperator<PoolConfig.Builder> config) {
        this(config, Resilience.disabled());
    }

    Rig(UnaryOperator<PoolConfig.Builder> config, Resilience resilience) {
        this(config, resilience, null);
    }

    /** With threads and a clock of its own, a test must not use {@link #world}. */
    Rig(UnaryOperator<PoolConfig.Builder> config, Resilience resilience, @Nullable Surroundings surroundings) {
        PoolConfig.Builder builder = PoolConfig.builder().minSize(0).initializationFailTimeout(Duration.ofMillis(-1));
        engine = new PoolEngine<>(
                "rig",
                config.apply(builder).build(),
                this,
                this,
                resilience,
                surroundings == null ? world.surroundings() : surroundings);
        engine.addListener(this);
    }

    TestLease acquire() {
        return engine.acquire(Duration.ofSeconds(30).toNanos());
    }

    boolean release(TestLease lease) {
        return lease.slot.release(lease.stamp);
    }

    Slot<Object>[] slots() {
        return engine.exchange.places.slots.all();
    }

    /** Leaves so many idle connections. */
    void fill(int count) {
        List<TestLease> leases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leases.add(acquire());
        }
        leases.forEach(this::release);
        world.runAll();
    }

    void pass(Duration time) {
        world.advance(time.toNanos());
    }

    @Override
    public Object connect() throws Exception {
        return connect.call();
    }

    @Override
    public void destroy(Object connection) {
        destroyed.add(connection);
        whenDestroyed.accept(connection);
    }

    @Override
    public boolean validate(Object connection) {
        return validate.test(connection);
    }

    @Override
    public void reset(Object connection) {
        whenReset.accept(connection);
    }

    /** The rig hears of each lease, so all go the long way; without its listener they need not. */
    @Override
    public boolean resets() {
        return false;
    }

    @Override
    public boolean isBroken(Object connection, Throwable failure) {
        return broken.test(connection, failure);
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return curable.test(failure);
    }

    @Override
    public void closed() {
        backendClosed = true;
        whenClosed.run();
    }

    @Override
    public TestLease lease(Slot<Object> slot, long stamp) {
        leaseView.run();
        return new TestLease(slot, stamp);
    }

    @Override
    public void giveBack(TestLease lease) {
        whenGivenBack.run();
        release(lease);
    }

    private void heard(String event) {
        events.add(event);
        hook.accept(event);
    }

    @Override
    public void poolCreated() {
        heard("poolCreated");
    }

    @Override
    public void poolReady() {
        heard("poolReady");
    }

    @Override
    public void poolPaused(Throwable cause) {
        heard("poolPaused");
    }

    @Override
    public void poolCleared() {
        heard("poolCleared");
    }

    @Override
    public void poolClosed() {
        heard("poolClosed");
    }

    @Override
    public void connectionCreated(long id) {
        heard("created " + id);
    }

    @Override
    public void connectionReady(long id, Duration took) {
        heard("ready " + id);
    }

    @Override
    public void connectionDestroyed(long id, EvictionReason reason) {
        heard("destroyed " + id + " " + reason);
    }

    @Override
    public void acquireStarted() {
        hook.accept("acquireStarted");
    }

    @Override
    public void acquired(long id, Duration waited) {
        heard("acquired " + id);
    }

    @Override
    public void acquireFailed(AcquireFailure reason, Duration waited) {
        heard("failed " + reason);
    }

    @Override
    public void released(long id, Duration held) {
        heard("released " + id);
    }

    @Override
    public void leakDetected(LeakReport report) {
        heard("leak " + report.id());
    }
}
