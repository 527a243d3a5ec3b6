package io.earnorm.pool.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A connection is handed to one that holds no thread while it waits, and that ends otherwise at this moment. */
public class AskerRaces {

    @JCStressTest
    @State
    @Outcome(id = "leased, released, ok", expect = ACCEPTABLE, desc = "Served just in time")
    @Outcome(id = "timeout, released, ok", expect = ACCEPTABLE, desc = "Too late: the connection stays for the next")
    @Outcome(id = "waits, .*, .*", expect = FORBIDDEN, desc = "Forgotten")
    @Outcome(expect = FORBIDDEN)
    public static class TimeoutOfAsker {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User asker = rig.asker();

        @Actor
        public void expire(LLL_Result r) {
            rig.world.fireTimers();
        }

        @Actor
        public void release(LLL_Result r) {
            r.r2 = holder.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r1 = asker.answer();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, released, ok", expect = ACCEPTABLE, desc = "Served before")
    @Outcome(id = "cancelled, released, ok", expect = ACCEPTABLE, desc = "Cancelled: the connection stays for the next")
    @Outcome(id = "waits, .*, .*", expect = FORBIDDEN, desc = "Forgotten")
    @Outcome(expect = FORBIDDEN)
    public static class CancelOfAsker {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User asker = rig.asker();

        @Actor
        public void cancel(LLL_Result r) {
            asker.cancel();
        }

        @Actor
        public void release(LLL_Result r) {
            r.r2 = holder.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r1 = asker.answer();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, waits, ok", expect = ACCEPTABLE, desc = "Served before")
    @Outcome(id = "cancelled, leased, ok", expect = ACCEPTABLE, desc = "Cancelled: the next is served")
    @Outcome(id = "cancelled, waits, .*", expect = FORBIDDEN, desc = "The next is forgotten")
    @Outcome(id = "leased, leased, .*", expect = FORBIDDEN, desc = "One connection has two holders")
    @Outcome(expect = FORBIDDEN)
    public static class CancelPassesOn {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User asker = rig.asker();
        private final User next = rig.asker();

        @Actor
        public void cancel(LLL_Result r) {
            asker.cancel();
        }

        @Actor
        public void release(LLL_Result r) {
            holder.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r1 = asker.answer();
            r.r2 = next.answer();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, released, ok", expect = ACCEPTABLE, desc = "Served before")
    @Outcome(id = "unavailable, released, ok", expect = ACCEPTABLE, desc = "Failed at once")
    @Outcome(id = "waits, .*, .*", expect = FORBIDDEN, desc = "Forgotten")
    @Outcome(expect = FORBIDDEN)
    public static class PauseOfAsker {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User asker = rig.asker();

        @Actor
        public void pause(LLL_Result r) {
            rig.pause();
        }

        @Actor
        public void release(LLL_Result r) {
            r.r2 = holder.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r1 = asker.answer();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, released, ok", expect = ACCEPTABLE, desc = "Served before")
    @Outcome(id = "closed, released, ok", expect = ACCEPTABLE, desc = "Failed at once")
    @Outcome(id = "waits, .*, .*", expect = FORBIDDEN, desc = "Forgotten")
    @Outcome(expect = FORBIDDEN)
    public static class CloseOfAsker {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User asker = rig.asker();

        @Actor
        public void close(LLL_Result r) {
            rig.engine.close(0);
        }

        @Actor
        public void release(LLL_Result r) {
            r.r2 = holder.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r1 = asker.answer();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, leased, ok", expect = ACCEPTABLE, desc = "Each release serves one")
    @Outcome(id = "waits, .*, .*", expect = FORBIDDEN, desc = "A wake-up was lost")
    @Outcome(id = ".*, waits, .*", expect = FORBIDDEN, desc = "A wake-up was lost")
    @Outcome(expect = FORBIDDEN)
    public static class TwoReleasesTwoAskers {
        private final Rig rig = new Rig(2);
        private final User first = rig.holder();
        private final User second = rig.holder();
        private final User one = rig.asker();
        private final User two = rig.asker();

        @Actor
        public void releaseFirst(LLL_Result r) {
            first.release();
        }

        @Actor
        public void releaseSecond(LLL_Result r) {
            second.release();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r1 = one.answer();
            r.r2 = two.answer();
            r.r3 = rig.settle();
        }
    }
}
