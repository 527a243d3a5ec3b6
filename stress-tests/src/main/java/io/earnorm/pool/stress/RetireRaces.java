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

/** Connections are retired, or the pool is stopped, while others acquire and release. */
public class RetireRaces {

    @JCStressTest
    @State
    @Outcome(id = "released, 0, ok", expect = ACCEPTABLE, desc = "Destroyed, by one of them")
    @Outcome(id = "released, 1, .*", expect = FORBIDDEN, desc = "A retired connection stays")
    @Outcome(expect = FORBIDDEN)
    public static class ClearRelease {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();

        @Actor
        public void release(LLL_Result r) {
            r.r1 = holder.release();
        }

        @Actor
        public void clear(LLL_Result r) {
            rig.engine.clear();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = rig.backend.open();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, false, ok", expect = ACCEPTABLE, desc = "The acquire after clear() has a new connection")
    @Outcome(id = ".*, true, .*", expect = FORBIDDEN, desc = "It has a retired one")
    @Outcome(expect = FORBIDDEN)
    public static class ClearAcquire {
        private final Rig rig = new Rig(2);
        private final User user = rig.user();
        private final User later = rig.user();

        public ClearAcquire() {
            rig.fill(1);
        }

        @Actor
        public void acquire(LLL_Result r) {
            r.r1 = user.acquire();
        }

        @Actor
        public void clear(LLL_Result r) {
            rig.engine.clear();
            later.acquire();
            r.r2 = later.connection() == 1;
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "released, false, ok", expect = ACCEPTABLE, desc = "The acquire after clear() has a new connection")
    @Outcome(id = ".*, true, .*", expect = FORBIDDEN, desc = "It has a retired one")
    @Outcome(expect = FORBIDDEN)
    public static class ClearReleaseAcquire {
        private final Rig rig = new Rig(2);
        private final User holder = rig.holder();
        private final User later = rig.user();

        @Actor
        public void release(LLL_Result r) {
            r.r1 = holder.release();
        }

        @Actor
        public void clear(LLL_Result r) {
            rig.engine.clear();
            later.acquire();
            r.r2 = later.connection() == 1;
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, ok", expect = ACCEPTABLE, desc = "Before")
    @Outcome(id = "unavailable, ok", expect = ACCEPTABLE, desc = "After")
    @Outcome(id = "timeout, .*", expect = FORBIDDEN, desc = "Waits for a pool that is paused")
    @Outcome(expect = FORBIDDEN)
    public static class PauseAcquire {
        private final Rig rig = new Rig(1);
        private final User user = rig.user();

        public PauseAcquire() {
            rig.fill(1);
        }

        @Actor
        public void acquire(LL_Result r) {
            r.r1 = user.acquire();
        }

        @Actor
        public void pause(LL_Result r) {
            rig.pause();
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "unavailable, ok", expect = ACCEPTABLE, desc = "Failed, at once or in the queue")
    @Outcome(id = "timeout, .*", expect = FORBIDDEN, desc = "Waits for a pool that is paused")
    @Outcome(expect = FORBIDDEN)
    public static class PauseAcquireInVain {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User other = rig.user();

        @Actor
        public void acquire(LL_Result r) {
            r.r1 = other.acquire();
        }

        @Actor
        public void pause(LL_Result r) {
            rig.pause();
        }

        @Arbiter
        public void settle(LL_Result r) {
            rig.expect(holder.release().equals("released"), "taken away");
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "released, 0, ok", expect = ACCEPTABLE, desc = "Destroyed, by one of them")
    @Outcome(id = "released, 1, .*", expect = FORBIDDEN, desc = "A retired connection stays")
    @Outcome(expect = FORBIDDEN)
    public static class PauseRelease {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();

        @Actor
        public void release(LLL_Result r) {
            r.r1 = holder.release();
        }

        @Actor
        public void pause(LLL_Result r) {
            rig.pause();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = rig.backend.open();
            r.r3 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, ok", expect = ACCEPTABLE, desc = "Served, at once or from the queue")
    @Outcome(id = "timeout, .*", expect = FORBIDDEN, desc = "The wake-up was lost")
    @Outcome(expect = FORBIDDEN)
    public static class ResumeAcquire {
        private final Rig rig = new Rig(1);
        private final User user = rig.user();

        public ResumeAcquire() {
            rig.fill(1);
            rig.engine.suspend();
        }

        @Actor
        public void acquire(LL_Result r) {
            r.r1 = user.acquire();
        }

        @Actor
        public void resume(LL_Result r) {
            rig.engine.resume();
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r2 = rig.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = "released, leased, ok",
            expect = ACCEPTABLE,
            desc = "Suspended or not, it is served when the pool resumes")
    @Outcome(id = ".*, timeout, .*", expect = FORBIDDEN, desc = "The wake-up was lost")
    @Outcome(expect = FORBIDDEN)
    public static class SuspendRelease {
        private final Rig rig = new Rig(1);
        private final User holder = rig.holder();
        private final User asker = rig.asker();

        @Actor
        public void release(LLL_Result r) {
            r.r1 = holder.release();
        }

        @Actor
        public void suspend(LLL_Result r) {
            rig.engine.suspend();
            rig.engine.resume();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = asker.answer();
            r.r3 = rig.settle();
        }
    }
}
