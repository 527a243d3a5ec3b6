package io.earnorm.pool.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.earnorm.pool.Lease;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The same through the public API, with the threads and the clock of a real pool. */
public class PoolRaces {

    @JCStressTest
    @State
    @Outcome(id = "connection, refused, ok", expect = ACCEPTABLE, desc = "Used before it was closed")
    @Outcome(id = "refused, refused, ok", expect = ACCEPTABLE, desc = "Closed before")
    @Outcome(id = ".*, connection, .*", expect = FORBIDDEN, desc = "A closed lease still gives its connection")
    @Outcome(expect = FORBIDDEN)
    public static class UseAfterClose {
        private final MemoryPool pool = new MemoryPool(1);
        private final Lease<Connection> lease = pool.acquire();

        @Actor
        public void close(LLL_Result r) {
            lease.close();
        }

        @Actor
        public void use(LLL_Result r) {
            r.r1 = MemoryPool.use(lease);
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r2 = MemoryPool.use(lease);
            r.r3 = pool.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "connection, refused, connection, ok", expect = ACCEPTABLE, desc = "Used before it was closed")
    @Outcome(id = "refused, refused, connection, ok", expect = ACCEPTABLE, desc = "Closed before")
    @Outcome(id = ".*, connection, .*, .*", expect = FORBIDDEN, desc = "An old lease gives what another holds")
    @Outcome(expect = FORBIDDEN)
    public static class UseWhileTheNextHolds {
        private final MemoryPool pool = new MemoryPool(1);
        private final Lease<Connection> lease = pool.acquire();
        private @Nullable Lease<Connection> next;

        @Actor
        public void closeAndAcquire(LLLL_Result r) {
            lease.close();
            next = pool.acquire();
        }

        @Actor
        public void use(LLLL_Result r) {
            r.r1 = MemoryPool.use(lease);
        }

        @Arbiter
        public void settle(LLLL_Result r) {
            r.r2 = MemoryPool.use(lease);
            r.r3 = MemoryPool.use(Objects.requireNonNull(next));
            r.r4 = pool.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, nothing, ok", expect = ACCEPTABLE, desc = "One of them finds it")
    @Outcome(id = "nothing, leased, ok", expect = ACCEPTABLE, desc = "One of them finds it")
    @Outcome(id = "leased, leased, .*", expect = FORBIDDEN, desc = "The late close has ended the next lease")
    @Outcome(id = "nothing, nothing, .*", expect = FORBIDDEN, desc = "The connection is lost")
    @Outcome(expect = FORBIDDEN)
    public static class TwoClosesThenTwoTries {
        private final MemoryPool pool = new MemoryPool(1);
        private final Lease<Connection> lease = pool.acquire();

        @Actor
        public void first(LLL_Result r) {
            lease.close();
            r.r1 = pool.find();
        }

        @Actor
        public void second(LLL_Result r) {
            lease.close();
            r.r2 = pool.find();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = pool.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "leased, nothing, ok", expect = ACCEPTABLE, desc = "One of them finds it")
    @Outcome(id = "nothing, leased, ok", expect = ACCEPTABLE, desc = "One of them finds it")
    @Outcome(id = "leased, leased, .*", expect = FORBIDDEN, desc = "One connection has two holders")
    @Outcome(id = "nothing, nothing, .*", expect = FORBIDDEN, desc = "Neither finds what is idle")
    @Outcome(expect = FORBIDDEN)
    public static class TwoTries {
        private final MemoryPool pool = MemoryPool.filled();

        @Actor
        public void first(LLL_Result r) {
            r.r1 = pool.find();
        }

        @Actor
        public void second(LLL_Result r) {
            r.r2 = pool.find();
        }

        @Arbiter
        public void settle(LLL_Result r) {
            r.r3 = pool.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "taken, refused, leased, ok", expect = ACCEPTABLE, desc = "Put back once")
    @Outcome(id = "refused, taken, leased, ok", expect = ACCEPTABLE, desc = "Put back once")
    @Outcome(id = "taken, taken, .*, .*", expect = FORBIDDEN, desc = "Put back twice")
    @Outcome(id = "refused, refused, .*, .*", expect = FORBIDDEN, desc = "Lent for ever")
    @Outcome(expect = FORBIDDEN)
    public static class TwoPuts {
        private final MemoryPool pool = new MemoryPool(1);
        private final Connection connection = pool.get();

        @Actor
        public void first(LLLL_Result r) {
            r.r1 = pool.giveBack(connection);
        }

        @Actor
        public void second(LLLL_Result r) {
            r.r2 = pool.giveBack(connection);
        }

        @Arbiter
        public void settle(LLLL_Result r) {
            r.r3 = pool.find();
            r.r4 = pool.settle();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "7, ok", expect = ACCEPTABLE, desc = "What the last holder wrote plainly")
    @Outcome(id = "3, .*", expect = FORBIDDEN, desc = "A stale value")
    @Outcome(expect = FORBIDDEN)
    public static class CloseSeesAll {
        private final MemoryPool pool = new MemoryPool(1);
        private final Lease<Connection> lease = pool.acquire();

        @Actor
        public void close(LL_Result r) {
            lease.connection().note = 7;
            lease.close();
        }

        @Actor
        public void acquire(LL_Result r) {
            r.r1 = pool.acquire().connection().note;
        }

        @Arbiter
        public void settle(LL_Result r) {
            r.r2 = pool.settle();
        }
    }
}
