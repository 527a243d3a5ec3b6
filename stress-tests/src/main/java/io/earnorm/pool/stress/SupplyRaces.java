package io.earnorm.pool.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A worker connects, or validates, while a connection comes from elsewhere, or is not wanted any more. */
public class SupplyRaces {

    @JCStressTest
    @State
    @Outcome(id = "leased, released, ok", expect = ACCEPTABLE, desc = "Served by the one or the other")
    @Outcome(id = "waits, .*, .*", expect = FORBIDDEN, desc = "Forgotten")
    @Outcome(expect = FORBIDDEN)
    public static class Release {
        private final Rig rig = new Rig(2);
        private final User holder = rig.holder();
        private final User asker = rig.user();

        public Release() {
            rig.world.letTasksWait();
            asker.ask();
        }

        @Actor
        public void release(LLL_Result r) {
            r.r2 = holder.release();
        }

        @Actor
        public void connect(LLL_Result r) {
            rig.world.awaitTasks();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r1 = asker.answer();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = "leased, released, ok",
            expect = ACCEPTABLE,
            desc = "The release serves, whether connecting has failed or not")
    @Outcome(id = "waits, .*, .*", expect = FORBIDDEN, desc = "Forgotten")
    @Outcome(expect = FORBIDDEN)
    public static class FailureRelease {
        private final Rig rig = new Rig(2);
        private final User holder = rig.holder();
        private final User asker = rig.user();

        public FailureRelease() {
            rig.world.letTasksWait();
            rig.backend.down = true;
            asker.ask();
        }

        @Actor
        public void release(LLL_Result r) {
            r.r2 = holder.release();
        }

        @Actor
        public void connect(LLL_Result r) {
            rig.world.awaitTasks();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            rig.backend.down = false;
            r.r1 = asker.answer();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, 1, ok", expect = ACCEPTABLE, desc = "The new one stays where there is room")
    @Outcome(id = ".*, 2, .*", expect = FORBIDDEN, desc = "Not shrunk")
    @Outcome(expect = FORBIDDEN)
    public static class Shrink {
        private final Rig rig = new Rig(2);
        private final User holder = rig.holder();
        private final User asker = rig.user();

        public Shrink() {
            rig.world.letTasksWait();
            asker.ask();
        }

        @Actor
        public void shrink(LLL_Result r) {
            rig.engine.resize(0, 1);
            holder.release();
        }

        @Actor
        public void connect(LLL_Result r) {
            rig.world.awaitTasks();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r1 = asker.answer();
            r.r2 = rig.engine.metrics().total();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, 1, ok", expect = ACCEPTABLE, desc = "Validated just in time")
    @Outcome(id = "timeout, 1, ok", expect = ACCEPTABLE, desc = "Too late: the connection stays for the next")
    @Outcome(id = ".*, 0, .*", expect = FORBIDDEN, desc = "The connection is lost")
    @Outcome(expect = FORBIDDEN)
    public static class ValidationTimeout {
        private final Rig rig = new Rig(1, config -> config.validationInterval(Duration.ZERO));
        private final User user = rig.user();

        public ValidationTimeout() {
            rig.fill(1);
            rig.world.letTasksWait();
            rig.world.waiting(World.Waiting.OUT_OF_TIME);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = user.acquire(1_000);
        }

        @Actor
        public void validate(LLL_Result r) {
            rig.world.awaitTasks();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = rig.backend.open();
            r.r3 = rig.settle();
        }
    }
}
