package io.earnorm.pool.stress;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/** Whatever threads do at the same time has an outcome that it could have one after the other. */
@Param(name = "size", gen = IntGen.class, conf = "1:2")
public class LinearizabilityTest {

    /** How many times longer than usual. */
    private static final int SCALE = Integer.getInteger("lincheck.scale", 1);

    private final PoolUnderTest pool = new PoolUnderTest();

    @Operation
    public String acquire(@Param(gen = ThreadIdGen.class) int thread) {
        return pool.world.run(() -> pool.acquire(thread));
    }

    @Operation
    public String tryAcquire(@Param(gen = ThreadIdGen.class) int thread) {
        return pool.world.run(() -> pool.tryAcquire(thread));
    }

    @Operation
    public String release(@Param(gen = ThreadIdGen.class) int thread) {
        return pool.world.run(() -> pool.release(thread));
    }

    @Operation
    public String invalidate(@Param(gen = ThreadIdGen.class) int thread) {
        return pool.world.run(() -> pool.invalidate(thread));
    }

    @Operation
    public void clear() {
        pool.world.run(() -> {
            pool.clear();
            return true;
        });
    }

    /** Of two at the same time the last decides, and spares what the first would have destroyed: no order explains that. */
    @Operation(nonParallelGroup = "resize")
    public void resize(@Param(name = "size") int size) {
        pool.world.run(() -> {
            pool.resize(size);
            return true;
        });
    }

    @Operation(runOnce = true)
    public void close() {
        pool.world.run(() -> {
            pool.close();
            return true;
        });
    }

    private static boolean isBeside(String className) {
        return className.startsWith("io.earnorm.pool.config.")
                || className.startsWith("org.HdrHistogram.")
                || className.equals("io.earnorm.pool.engine.Recorder");
    }

    @Test
    void threadsUnderStressLookLikeOneAfterTheOther() {
        new StressOptions()
                .sequentialSpecification(PoolSpecification.class)
                .threads(3)
                .actorsBefore(1)
                .actorsPerThread(3)
                .actorsAfter(2)
                .iterations(20 * SCALE)
                .invocationsPerIteration(500)
                .check(LinearizabilityTest.class);
    }

    @Test
    void chosenSchedulesLookLikeOneAfterTheOther() {
        new ModelCheckingOptions()
                .sequentialSpecification(PoolSpecification.class)
                .threads(2)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(2)
                .iterations(20 * SCALE)
                .invocationsPerIteration(100)
                // A loop over all settings is none that waits for another thread.
                .loopIterationsBeforeThreadSwitch(40)
                .loopBound(2_000)
                // Nothing is shared there that decides who is lent what.
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(LinearizabilityTest::isBeside)
                        .allMethods()
                        .ignore())
                .check(LinearizabilityTest.class);
    }
}
