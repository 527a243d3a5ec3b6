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
import org.openjdk.jcstress.infra.results.L_Result;

/** Something happens to a pool that is being closed. */
public class CloseRaces {

    @JCStressTest
    @State
    @Outcome(id = "released, 0, ok", expect = ACCEPTABLE, desc = "Destroyed, by one of them")
    @Outcome(id = ".*, 1, .*", expect = FORBIDDEN, desc = "The connection outlives its pool")
    @Outcome(expect = FORBIDDEN)
    public static class Release {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();

        @Actor
        public void release(LLL_Result r) {
            r.r1 = holder.release();
        }

        @Actor
        public void close(LLL_Result r) {
            rig.engine.close(0);
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = rig.backend.open();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "released, 0, ok", expect = ACCEPTABLE, desc = "Closed after the last connection")
    @Outcome(id = ".*, 1, .*", expect = FORBIDDEN, desc = "Did not wait for the lease, or waited in vain")
    @Outcome(expect = FORBIDDEN)
    public static class DrainOfRelease {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();

        @Actor
        public void release(LLL_Result r) {
            r.r1 = holder.release();
        }

        @Actor
        public void close(LLL_Result r) {
            rig.engine.close(Rig.AN_HOUR);
            r.r2 = rig.backend.open();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, ok", expect = ACCEPTABLE, desc = "Before")
    @Outcome(id = "closed, ok", expect = ACCEPTABLE, desc = "After")
    @Outcome(id = "timeout, .*", expect = FORBIDDEN, desc = "Waits for a pool that is closed")
    @Outcome(expect = FORBIDDEN)
    public static class AcquireOfIdle {
        private final Rig rig = new Rig(1);
        private final User user = rig.user();

        public AcquireOfIdle() {
            rig.fill(1);
        }

        @Actor
        public void acquire(LL_Result r) {
            r.r1 = user.acquire();
        }

        @Actor
        public void close(LL_Result r) {
            rig.engine.close(0);
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "closed, ok", expect = ACCEPTABLE, desc = "Failed, at once or in the queue")
    @Outcome(id = "timeout, .*", expect = FORBIDDEN, desc = "Waits for a pool that is closed")
    @Outcome(expect = FORBIDDEN)
    public static class AcquireInVain {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User other = rig.user();

        @Actor
        public void acquire(LL_Result r) {
            r.r1 = other.acquire();
        }

        @Actor
        public void close(LL_Result r) {
            rig.engine.close(0);
        }

        @Arbiter
        public void settle(LL_Result r) {
            rig.expect(holder.release().equals("released"), "taken away");
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "ok", expect = ACCEPTABLE, desc = "Closed once")
    @Outcome(expect = FORBIDDEN)
    public static class TwoCloses {
        private final Rig rig = new Rig(2);

        public TwoCloses() {
            rig.fill(2);
        }

        @Actor
        public void first(L_Result r) {
            rig.engine.close(0);
        }

        @Actor
        public void second(L_Result r) {
            rig.engine.close(Rig.AN_HOUR);
        }

        @Arbiter
        public void settle(L_Result r) {
            r.r1 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "0, ok", expect = ACCEPTABLE, desc = "Destroyed once")
    @Outcome(expect = FORBIDDEN)
    public static class Clear {
        private final Rig rig = new Rig(2);

        public Clear() {
            rig.fill(2);
        }

        @Actor
        public void clear(LL_Result r) {
            rig.engine.clear();
        }

        @Actor
        public void close(LL_Result r) {
            rig.engine.close(0);
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r1 = rig.backend.open();
            r.r2 = rig.settle();
        }
    }
}
