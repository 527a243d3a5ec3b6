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

/** A connection is handed to a thread that gives up at this moment. */
public class HandOverRaces {

    @JCStressTest
    @State
    @Outcome(id = "leased, released, ok", expect = ACCEPTABLE, desc = "Served just in time")
    @Outcome(id = "timeout, released, ok", expect = ACCEPTABLE, desc = "Too late: the connection stays for the next")
    @Outcome(expect = FORBIDDEN)
    public static class Timeout {
        private final Rig rig = new Rig(1, config -> config.fairness(Fairness.BOUNDED));
        private final User holder = rig.holder();
        private final User other = rig.user();

        public Timeout() {
            rig.world.waiting(World.Waiting.OUT_OF_TIME);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = other.acquire(1_000);
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
    @Outcome(id = "leased, released, ok", expect = ACCEPTABLE, desc = "Served just in time")
    @Outcome(id = "timeout, released, ok", expect = ACCEPTABLE, desc = "Too late: the connection stays for the next")
    @Outcome(expect = FORBIDDEN)
    public static class TimeoutStrictly {
        private final Rig rig = new Rig(1, config -> config.fairness(Fairness.STRICT));
        private final User holder = rig.holder();
        private final User other = rig.user();

        public TimeoutStrictly() {
            rig.world.waiting(World.Waiting.OUT_OF_TIME);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = other.acquire(1_000);
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
    @Outcome(id = "leased, leased, ok", expect = ACCEPTABLE, desc = "Served just in time, and the next after it")
    @Outcome(id = "timeout, leased, ok", expect = ACCEPTABLE, desc = "Too late: the next is served")
    @Outcome(id = ".*, waits, .*", expect = FORBIDDEN, desc = "The next is forgotten")
    @Outcome(expect = FORBIDDEN)
    public static class TimeoutPassesOn {
        private final Rig rig = new Rig(1, config -> config.fairness(Fairness.STRICT));
        private final User holder = rig.holder();
        private final User one = rig.user();
        private final User next = rig.user();

        public TimeoutPassesOn() {
            rig.world.waiting(World.Waiting.OUT_OF_TIME);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = one.acquire(1_000);
            one.leave();
        }

        @Actor
        public void releaseBeforeNext(LLL_Result r) {
            next.ask();
            holder.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = next.answer();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, false, ok", expect = ACCEPTABLE, desc = "Served without waiting")
    @Outcome(id = "leased, true, ok", expect = ACCEPTABLE, desc = "Served just before; the interrupt is kept")
    @Outcome(id = "interrupted, true, ok", expect = ACCEPTABLE, desc = "Interrupted: the connection stays for the next")
    @Outcome(id = "interrupted, false, .*", expect = FORBIDDEN, desc = "The interrupt is lost")
    @Outcome(expect = FORBIDDEN)
    public static class Interrupt {
        private final Rig rig = new Rig(1, config -> config.fairness(Fairness.BOUNDED));
        private final User holder = rig.holder();
        private final User other = rig.user();

        public Interrupt() {
            rig.world.waiting(World.Waiting.INTERRUPTED);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = other.acquire();
            r.r2 = Thread.interrupted();
        }

        @Actor
        public void release(LLL_Result r) {
            holder.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, false, ok", expect = ACCEPTABLE, desc = "Served without waiting")
    @Outcome(id = "leased, true, ok", expect = ACCEPTABLE, desc = "Served just before; the interrupt is kept")
    @Outcome(id = "interrupted, true, ok", expect = ACCEPTABLE, desc = "Interrupted: the connection stays for the next")
    @Outcome(id = "interrupted, false, .*", expect = FORBIDDEN, desc = "The interrupt is lost")
    @Outcome(expect = FORBIDDEN)
    public static class InterruptStrictly {
        private final Rig rig = new Rig(1, config -> config.fairness(Fairness.STRICT));
        private final User holder = rig.holder();
        private final User other = rig.user();

        public InterruptStrictly() {
            rig.world.waiting(World.Waiting.INTERRUPTED);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = other.acquire();
            r.r2 = Thread.interrupted();
        }

        @Actor
        public void release(LLL_Result r) {
            holder.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }
}
