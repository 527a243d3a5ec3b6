package io.earnorm.pool.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.earnorm.pool.config.Fairness;
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
    @Outcome(id = "timeout, released, .*", expect = FORBIDDEN, desc = "The wake-up was lost")
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
    @Outcome(id = "leased, released, ok", expect = ACCEPTABLE, desc = "Served, at once or from the queue")
    @Outcome(id = "timeout, released, .*", expect = FORBIDDEN, desc = "The wake-up was lost")
    @Outcome(expect = FORBIDDEN)
    public static class AcquireWaitsStrictly {
        private final Rig rig = new Rig(1, config -> config.fairness(Fairness.STRICT));
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
    public static class AcquireTries {
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

    @JCStressTest
    @State
    @Outcome(id = "leased, nothing, ok", expect = ACCEPTABLE, desc = "The one that waits is served")
    @Outcome(id = "leased, leased, ok", expect = ACCEPTABLE, desc = "The releaser is faster, and gives back once more")
    @Outcome(id = "timeout, .*, .*", expect = FORBIDDEN, desc = "Overtaken, and its wake-up was lost")
    @Outcome(expect = FORBIDDEN)
    public static class ReleaserComesAgain {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User other = rig.user();

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = other.acquire();
        }

        @Actor
        public void releaseAndTryAgain(LLL_Result r) {
            holder.release();
            r.r2 = holder.tryAcquire();
            holder.leave();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, nothing, ok", expect = ACCEPTABLE, desc = "The first is faster")
    @Outcome(id = "nothing, leased, ok", expect = ACCEPTABLE, desc = "The second is faster")
    @Outcome(id = "leased, leased, .*", expect = FORBIDDEN, desc = "One connection has two holders")
    @Outcome(id = "nothing, nothing, .*", expect = FORBIDDEN, desc = "Neither finds what is idle")
    @Outcome(expect = FORBIDDEN)
    public static class TwoTryOneConnection {
        private final Rig rig = new Rig(1);
        private final User one = rig.user();
        private final User two = rig.user();

        public TwoTryOneConnection() {
            rig.fill(1);
        }

        @Actor
        public void first(LLL_Result r) {
            r.r1 = one.tryAcquire();
        }

        @Actor
        public void second(LLL_Result r) {
            r.r2 = two.tryAcquire();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, leased, ok", expect = ACCEPTABLE, desc = "Each release serves one")
    @Outcome(id = "timeout, .*, .*", expect = FORBIDDEN, desc = "A wake-up was lost")
    @Outcome(id = ".*, timeout, .*", expect = FORBIDDEN, desc = "A wake-up was lost")
    @Outcome(expect = FORBIDDEN)
    public static class TwoReleasesTwoWaits {
        private final Rig rig = new Rig(2);
        private final User holder = rig.holder();
        private final User second = rig.holder();
        private final User one = rig.user();
        private final User two = rig.user();

        @Actor
        public void acquireTwice(LLL_Result r) {
            r.r1 = one.acquire();
            r.r2 = two.acquire();
        }

        @Actor
        public void releaseTwice(LLL_Result r) {
            holder.release();
            second.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, invalidated, ok", expect = ACCEPTABLE, desc = "Served by a new connection")
    @Outcome(id = "timeout, .*, .*", expect = FORBIDDEN, desc = "Room was freed, and nobody told")
    @Outcome(expect = FORBIDDEN)
    public static class InvalidateMakesRoom {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User other = rig.user();

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = other.acquire();
        }

        @Actor
        public void invalidate(LLL_Result r) {
            r.r2 = holder.invalidate();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }
}
