package io.earnorm.pool.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A worker connects while something happens to those who wait for it. */
public class CreationRaces {

    @JCStressTest
    @State
    @Outcome(id = "leased, true, ok", expect = ACCEPTABLE, desc = "Served by the new connection, and sees all of it")
    @Outcome(id = "timeout, .*, .*", expect = FORBIDDEN, desc = "The wake-up was lost")
    @Outcome(id = "leased, false, .*", expect = FORBIDDEN, desc = "A stale value")
    @Outcome(expect = FORBIDDEN)
    public static class Acquire {
        private final Rig rig = new Rig(1);
        private final User user = rig.user();

        public Acquire() {
            rig.world.letTasksWait();
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = user.acquire();
            r.r2 = user.holds() && user.held().connection().note == Backend.NEW;
        }

        @Actor
        public void connect(LLL_Result r) {
            rig.world.awaitTasks();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, 1, ok", expect = ACCEPTABLE, desc = "Served just in time")
    @Outcome(id = "timeout, 1, ok", expect = ACCEPTABLE, desc = "Too late: the connection stays for the next")
    @Outcome(id = ".*, 0, .*", expect = FORBIDDEN, desc = "The connection is lost")
    @Outcome(expect = FORBIDDEN)
    public static class Timeout {
        private final Rig rig = new Rig(1);
        private final User user = rig.user();

        public Timeout() {
            rig.world.letTasksWait();
            rig.world.waiting(World.Waiting.OUT_OF_TIME);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = user.acquire(1_000);
        }

        @Actor
        public void connect(LLL_Result r) {
            rig.world.awaitTasks();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = rig.backend.open();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, 1, ok", expect = ACCEPTABLE, desc = "Served before")
    @Outcome(id = "cancelled, 1, ok", expect = ACCEPTABLE, desc = "Cancelled: the connection stays for the next")
    @Outcome(id = ".*, 0, .*", expect = FORBIDDEN, desc = "The connection is lost")
    @Outcome(expect = FORBIDDEN)
    public static class Cancel {
        private final Rig rig = new Rig(1);
        private final User asker = rig.user();

        public Cancel() {
            rig.world.letTasksWait();
            asker.ask();
        }

        @Actor
        public void cancel(LLL_Result r) {
            asker.cancel();
        }

        @Actor
        public void connect(LLL_Result r) {
            rig.world.awaitTasks();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r1 = asker.answer();
            r.r2 = rig.backend.open();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, ok", expect = ACCEPTABLE, desc = "Served before")
    @Outcome(id = "closed, ok", expect = ACCEPTABLE, desc = "Failed; the connection, if any, is destroyed")
    @Outcome(id = "waits, .*", expect = FORBIDDEN, desc = "Forgotten")
    @Outcome(expect = FORBIDDEN)
    public static class Close {
        private final Rig rig = new Rig(1);
        private final User asker = rig.user();

        public Close() {
            rig.world.letTasksWait();
            asker.ask();
        }

        @Actor
        public void close(LL_Result r) {
            rig.engine.close(0);
        }

        @Actor
        public void connect(LL_Result r) {
            rig.world.awaitTasks();
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r1 = asker.answer();
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, ok", expect = ACCEPTABLE, desc = "Served before")
    @Outcome(id = "unavailable, ok", expect = ACCEPTABLE, desc = "Failed; the connection, if any, is destroyed")
    @Outcome(id = "waits, .*", expect = FORBIDDEN, desc = "Forgotten")
    @Outcome(expect = FORBIDDEN)
    public static class Pause {
        private final Rig rig = new Rig(1);
        private final User asker = rig.user();

        public Pause() {
            rig.world.letTasksWait();
            asker.ask();
        }

        @Actor
        public void pause(LL_Result r) {
            rig.pause();
        }

        @Actor
        public void connect(LL_Result r) {
            rig.world.awaitTasks();
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r1 = asker.answer();
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, ok", expect = ACCEPTABLE, desc = "Served by it, or by the next")
    @Outcome(id = "waits, .*", expect = FORBIDDEN, desc = "Forgotten")
    @Outcome(expect = FORBIDDEN)
    public static class Clear {
        private final Rig rig = new Rig(1);
        private final User asker = rig.user();

        public Clear() {
            rig.world.letTasksWait();
            asker.ask();
        }

        @Actor
        public void clear(LL_Result r) {
            rig.engine.clear();
        }

        @Actor
        public void connect(LL_Result r) {
            rig.world.awaitTasks();
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r1 = asker.answer();
            r.r2 = rig.settle();
        }
    }
}
