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
import org.openjdk.jcstress.infra.results.LL_Result;

/** The pool evicts, shrinks or grows while others acquire and release. */
public class SizeRaces {

    @JCStressTest
    @State
    @Outcome(id = "leased, 0, ok", expect = ACCEPTABLE, desc = "Just in time")
    @Outcome(id = "nothing, 1, ok", expect = ACCEPTABLE, desc = "Evicted by the sweep")
    @Outcome(id = "nothing, 0, ok", expect = ACCEPTABLE, desc = "Evicted by the acquire")
    @Outcome(id = "leased, 1, .*", expect = FORBIDDEN, desc = "Evicted from its holder")
    @Outcome(expect = FORBIDDEN)
    public static class EvictTryAcquire {
        private final Rig rig = new Rig(1, config -> config.maxIdleTime(Duration.ofMillis(10)));
        private final User user = rig.user();

        public EvictTryAcquire() {
            rig.fill(1);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = user.tryAcquire();
        }

        @Actor
        public void sweep(LLL_Result r) {
            rig.world.pass(Duration.ofMillis(20).toNanos());
            r.r2 = rig.engine.cleanup();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, 0, ok", expect = ACCEPTABLE, desc = "Just in time, or evicted by the acquire")
    @Outcome(id = "leased, 1, ok", expect = ACCEPTABLE, desc = "Evicted by the sweep, and replaced")
    @Outcome(id = "timeout, .*, .*", expect = FORBIDDEN, desc = "Room was freed, and nobody told")
    @Outcome(expect = FORBIDDEN)
    public static class EvictAcquire {
        private final Rig rig = new Rig(1, config -> config.maxIdleTime(Duration.ofMillis(10)));
        private final User user = rig.user();

        public EvictAcquire() {
            rig.fill(1);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = user.acquire();
        }

        @Actor
        public void sweep(LLL_Result r) {
            rig.world.pass(Duration.ofMillis(20).toNanos());
            r.r2 = rig.engine.cleanup();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "released, ok", expect = ACCEPTABLE, desc = "Not idle for long")
    @Outcome(expect = FORBIDDEN)
    public static class EvictRelease {
        private final Rig rig = new Rig(1, config -> config.maxIdleTime(Duration.ofMillis(10)));
        private final User user = rig.holder();

        @Actor
        public void release(LL_Result r) {
            r.r1 = user.release();
        }

        @Actor
        public void sweep(LL_Result r) {
            rig.world.pass(Duration.ofMillis(20).toNanos());
            rig.engine.cleanup();
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, 1, ok", expect = ACCEPTABLE, desc = "Served, and one is left")
    @Outcome(id = "leased, 2, .*", expect = FORBIDDEN, desc = "Not shrunk")
    @Outcome(id = "timeout, .*, .*", expect = FORBIDDEN, desc = "The one that was left serves nobody")
    @Outcome(expect = FORBIDDEN)
    public static class ShrinkAcquire {
        private final Rig rig = new Rig(2);
        private final User user = rig.user();

        public ShrinkAcquire() {
            rig.fill(2);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = user.acquire();
        }

        @Actor
        public void shrink(LLL_Result r) {
            rig.engine.resize(0, 1);
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = rig.engine.metrics().total();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "released, 1, ok", expect = ACCEPTABLE, desc = "Only the other is left")
    @Outcome(id = "released, 2, .*", expect = FORBIDDEN, desc = "Not shrunk")
    @Outcome(expect = FORBIDDEN)
    public static class ShrinkRelease {
        private final Rig rig = new Rig(2);
        private final User holder = rig.holder();
        private final User other = rig.holder();

        @Actor
        public void release(LLL_Result r) {
            r.r1 = holder.release();
        }

        @Actor
        public void shrink(LLL_Result r) {
            rig.engine.resize(0, 1);
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = rig.engine.metrics().total();
            rig.expect(other.release().equals("released"), "taken away");
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, ok", expect = ACCEPTABLE, desc = "One of them is left")
    @Outcome(id = "2, .*", expect = FORBIDDEN, desc = "Not shrunk")
    @Outcome(id = "0, .*", expect = FORBIDDEN, desc = "Shrunk too far")
    @Outcome(expect = FORBIDDEN)
    public static class ShrinkTwoReleases {
        private final Rig rig = new Rig(2);
        private final User one = rig.holder();
        private final User two = rig.holder();

        public ShrinkTwoReleases() {
            rig.engine.resize(0, 1);
        }

        @Actor
        public void releaseFirst(LL_Result r) {
            one.release();
        }

        @Actor
        public void releaseSecond(LL_Result r) {
            two.release();
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r1 = rig.engine.metrics().total();
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, ok", expect = ACCEPTABLE, desc = "Served by a new connection")
    @Outcome(id = "timeout, .*", expect = FORBIDDEN, desc = "Room was made, and nobody told")
    @Outcome(expect = FORBIDDEN)
    public static class GrowAcquire {
        private final Rig rig = new Rig(1, 2, config -> config);
        private final User holder = rig.holder();
        private final User other = rig.user();

        @Actor
        public void acquire(LL_Result r) {
            r.r1 = other.acquire();
        }

        @Actor
        public void grow(LL_Result r) {
            rig.engine.resize(0, 2);
        }

        @Arbiter
        public void settle(LL_Result r) {
            rig.expect(holder.release().equals("released"), "taken away");
            r.r2 = rig.settle();
        }
    }
}
