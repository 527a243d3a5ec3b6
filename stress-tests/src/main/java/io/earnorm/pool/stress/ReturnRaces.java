package io.earnorm.pool.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Two end one lease. */
public class ReturnRaces {

    @JCStressTest
    @State
    @Outcome(id = "leased, nothing, ok", expect = ACCEPTABLE, desc = "One of them, or the other, finds it")
    @Outcome(id = "nothing, leased, ok", expect = ACCEPTABLE, desc = "One of them, or the other, finds it")
    @Outcome(id = "leased, leased, .*", expect = FORBIDDEN, desc = "The late release has ended the next lease")
    @Outcome(id = "nothing, nothing, .*", expect = FORBIDDEN, desc = "The connection is lost")
    @Outcome(expect = FORBIDDEN)
    public static class DoubleRelease {
        private final Rig rig = new Rig(1);
        private final Held held = rig.holder().handOn();
        private final User one = rig.user();
        private final User two = rig.user();

        @Actor
        public void releaseFirst(LLL_Result r) {
            rig.end(held);
            r.r1 = one.tryAcquire();
        }

        @Actor
        public void releaseSecond(LLL_Result r) {
            rig.end(held);
            r.r2 = two.tryAcquire();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "nothing, nothing, leased, ok", expect = ACCEPTABLE, desc = "It goes to the one that waits, once")
    @Outcome(id = "leased, .*, .*, .*", expect = FORBIDDEN, desc = "Taken from the one that waits")
    @Outcome(id = ".*, leased, .*, .*", expect = FORBIDDEN, desc = "Taken from the one that waits")
    @Outcome(id = ".*, .*, waits, .*", expect = FORBIDDEN, desc = "A wake-up was lost")
    @Outcome(expect = FORBIDDEN)
    public static class DoubleReleaseWhileOneWaits {
        private final Rig rig = new Rig(1);
        private final Held held = rig.holder().handOn();
        private final User third = rig.asker();
        private final User one = rig.user();
        private final User two = rig.user();

        @Actor
        public void releaseFirst(LLLL_Result r) {
            rig.end(held);
            r.r1 = one.tryAcquire();
        }

        @Actor
        public void releaseSecond(LLLL_Result r) {
            rig.end(held);
            r.r2 = two.tryAcquire();
        }

        @Arbiter
        public void settle(LLLL_Result r) {
            r.r3 = third.answer();
            r.r4 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false, ok", expect = ACCEPTABLE, desc = "The first counts")
    @Outcome(id = "false, true, ok", expect = ACCEPTABLE, desc = "The second counts")
    @Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "Ended twice")
    @Outcome(id = "false, false, .*", expect = FORBIDDEN, desc = "Never ended")
    @Outcome(expect = FORBIDDEN)
    public static class DoubleReleaseCountsOnce {
        private final Rig rig = new Rig(1);
        private final Held held = rig.holder().handOn();

        @Actor
        public void releaseFirst(LLL_Result r) {
            r.r1 = rig.end(held);
        }

        @Actor
        public void releaseSecond(LLL_Result r) {
            r.r2 = rig.end(held);
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, 1, ok", expect = ACCEPTABLE, desc = "Released: the connection lives")
    @Outcome(id = "false, 0, ok", expect = ACCEPTABLE, desc = "Invalidated: the connection is destroyed")
    @Outcome(id = "true, 0, .*", expect = FORBIDDEN, desc = "Both")
    @Outcome(id = "false, 1, .*", expect = FORBIDDEN, desc = "Neither")
    @Outcome(expect = FORBIDDEN)
    public static class ReleaseOrInvalidate {
        private final Rig rig = new Rig(1);
        private final Held held = rig.holder().handOn();

        @Actor
        public void release(LLL_Result r) {
            r.r1 = rig.end(held);
        }

        @Actor
        public void invalidate(LLL_Result r) {
            held.invalidate();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = rig.backend.open();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "0, ok", expect = ACCEPTABLE, desc = "Destroyed once")
    @Outcome(expect = FORBIDDEN)
    public static class TwoInvalidates {
        private final Rig rig = new Rig(1);
        private final Held held = rig.holder().handOn();

        @Actor
        public void first(LL_Result r) {
            held.invalidate();
        }

        @Actor
        public void second(LL_Result r) {
            held.invalidate();
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r1 = rig.backend.open();
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "released, 0, 1, ok", expect = ACCEPTABLE, desc = "Just in time: the connection lives")
    @Outcome(id = "late, 1, 0, ok", expect = ACCEPTABLE, desc = "Taken away: the connection is destroyed")
    @Outcome(id = "released, 1, .*, .*", expect = FORBIDDEN, desc = "Both")
    @Outcome(id = "late, 0, .*, .*", expect = FORBIDDEN, desc = "Neither")
    @Outcome(expect = FORBIDDEN)
    public static class ReleaseOrReclaim {
        private final Rig rig = new Rig(1, config -> config.leakReclaimTimeout(Duration.ofMillis(10)));
        private final User holder = rig.holder();

        public ReleaseOrReclaim() {
            rig.backend.takesAway = true;
            rig.world.pass(Duration.ofMillis(20).toNanos());
        }

        @Actor
        public void release(LLLL_Result r) {
            r.r1 = holder.release();
        }

        @Actor
        public void reclaim(LLLL_Result r) {
            r.r2 = rig.engine.cleanup();
        }

        @Arbiter
        public void settle(LLLL_Result r) {
            r.r3 = rig.backend.open();
            r.r4 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, 1, ok", expect = ACCEPTABLE, desc = "The room of the lost lease serves the one that waits")
    @Outcome(id = "timeout, .*, .*", expect = FORBIDDEN, desc = "Room was freed, and nobody told")
    @Outcome(expect = FORBIDDEN)
    public static class ReclaimServesNext {
        private final Rig rig = new Rig(1, config -> config.leakReclaimTimeout(Duration.ofMillis(10)));
        private final Held lost = rig.holder().handOn();
        private final User other = rig.user();

        public ReclaimServesNext() {
            rig.world.pass(Duration.ofMillis(20).toNanos());
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = other.acquire();
        }

        @Actor
        public void reclaim(LLL_Result r) {
            r.r2 = rig.engine.cleanup();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            rig.expect(!rig.end(lost), "ended twice");
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = "leased, 0, ok",
            expect = ACCEPTABLE,
            desc = "A new lease is not held for long, whatever the one before was")
    @Outcome(id = ".*, 1, .*", expect = FORBIDDEN, desc = "Taken away at once")
    @Outcome(expect = FORBIDDEN)
    public static class AcquireOrReclaim {
        private final Rig rig = new Rig(1, config -> config.leakReclaimTimeout(Duration.ofMillis(10)));
        private final User user = rig.user();

        public AcquireOrReclaim() {
            rig.fill(1);
            rig.world.pass(Duration.ofMillis(20).toNanos());
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = user.acquire();
        }

        @Actor
        public void reclaim(LLL_Result r) {
            r.r2 = rig.engine.cleanup();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }
}
