package io.earnorm.pool.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** One gives back what another wants. */
public class AcquireReleaseRaces {

    @JCStressTest
    @State
    @Outcome(id = "leased, released, ok", expect = ACCEPTABLE, desc = "Served, at once or from the queue")
    @Outcome(id = "timeout, .*", expect = FORBIDDEN, desc = "The wake-up was lost")
    @Outcome(expect = FORBIDDEN)
    public static class AcquireWaits {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User other = rig.user();

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = other.acquire();
        }

        @Actor
        public void release(LLL_Result r) {
            r.r2 = holder.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, released, ok", expect = ACCEPTABLE, desc = "After the release")
    @Outcome(id = "nothing, released, ok", expect = ACCEPTABLE, desc = "Before the release")
    @Outcome(expect = FORBIDDEN)
    public static class TryAcquire {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User other = rig.user();

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = other.tryAcquire();
        }

        @Actor
        public void release(LLL_Result r) {
            r.r2 = holder.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }
}
