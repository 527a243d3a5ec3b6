package io.earnorm.pool.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** What one thread writes in a connection plainly, the next that holds it sees. */
public class MemoryRaces {

    @JCStressTest
    @State
    @Outcome(id = "7, ok", expect = ACCEPTABLE, desc = "What the last holder wrote plainly")
    @Outcome(id = "3, .*", expect = FORBIDDEN, desc = "A stale value")
    @Outcome(expect = FORBIDDEN)
    public static class NextHolderSeesAll {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User other = rig.user();

        @Actor
        public void acquire(LL_Result r) {
            other.acquire();
            r.r1 = other.held().connection().note;
        }

        @Actor
        public void release(LL_Result r) {
            holder.held().connection().note = 7;
            holder.release();
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "7, ok", expect = ACCEPTABLE, desc = "What the last holder wrote plainly")
    @Outcome(id = "nothing, ok", expect = ACCEPTABLE, desc = "Too early")
    @Outcome(id = "3, .*", expect = FORBIDDEN, desc = "A stale value")
    @Outcome(expect = FORBIDDEN)
    public static class NextFinderSeesAll {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User other = rig.user();

        @Actor
        public void acquire(LL_Result r) {
            String found = other.tryAcquire();
            r.r1 = other.holds() ? other.held().connection().note : found;
        }

        @Actor
        public void release(LL_Result r) {
            holder.held().connection().note = 7;
            holder.release();
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r2 = rig.settle();
        }
    }
}
