package io.earnorm.pool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.Lease;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.testing.PoolTestCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a subclass of BasePool may override, and what it gets when it does not. */
class BackendHooksTest extends PoolTestCase {

    /** A pool of strings in which each hook can be replaced. */
    private class Strings extends BasePool<String> {

        final AtomicInteger made = new AtomicInteger();
        final AtomicInteger destroyed = new AtomicInteger();
        volatile UnaryOperator<String> view = UnaryOperator.identity();

        Strings() {
            super("strings", BackendHooksTest.this.config().maxSize(1).build());
            closedLater(this);
        }

        @Override
        protected String createConnection() {
            return "connection " + made.incrementAndGet();
        }

        @Override
        protected void destroyConnection(String connection) {
            destroyed.incrementAndGet();
        }

        @Override
        protected String leaseView(String connection) {
            return view.apply(connection);
        }
    }

    static List<Throwable> breakingByDefault() {
        return List.of(
                new IOException("reset"),
                new UncheckedIOException(new IOException("reset")),
                new IllegalStateException(new RuntimeException(new IOException("reset"))),
                new InterruptedException(),
                new AssertionError("bug"),
                new IllegalStateException(new StackOverflowError()));
    }

    @Test
    void theBackendIsCalledCustomByDefault() {
        assertThat(new Strings().backend()).isEqualTo("custom");
    }

    @ParameterizedTest
    @MethodSource("breakingByDefault")
    void byDefaultANetworkFailureAnInterruptOrAnErrorBreaksTheConnection(Throwable failure) {
        Strings pool = new Strings();

        assertThatThrownBy(() -> pool.run(connection -> sneak(failure))).isSameAs(failure);

        until(() -> pool.destroyed.get() == 1);
    }

    @Test
    void byDefaultAnythingElseDoesNot() {
        Strings pool = new Strings();

        assertThatThrownBy(() -> pool.run(connection -> sneak(new IllegalStateException("duplicate key"))))
                .hasMessage("duplicate key");

        assertThat(pool.get()).isEqualTo("connection 1");
    }

    @Test
    void isBrokenDecidesWhichFailuresBreakAConnection() {
        Strings pool = new Strings() {
            @Override
            protected boolean isBroken(String connection, Throwable failure) {
                return failure instanceof IllegalStateException;
            }
        };

        assertThatThrownBy(() -> pool.run(connection -> sneak(new IOException("harmless here"))))
                .isInstanceOf(IOException.class);
        assertThat(pool.destroyed).hasValue(0);
        assertThatThrownBy(() -> pool.run(connection -> sneak(new IllegalStateException("fatal here"))))
                .isInstanceOf(IllegalStateException.class);

        until(() -> pool.destroyed.get() == 1);
    }

    @Test
    void whenTheBackendCannotJudgeAFailureTheConnectionIsDestroyedAndTheFailureReachesTheCaller() {
        Strings pool = new Strings() {
            @Override
            protected boolean isBroken(String connection, Throwable failure) {
                throw new IllegalArgumentException("bug in isBroken");
            }
        };

        assertThatThrownBy(() -> pool.run(connection -> sneak(new IllegalStateException("duplicate key"))))
                .hasMessage("duplicate key");

        until(() -> pool.destroyed.get() == 1);
    }

    @Test
    void leasesHandOutTheViewAndHooksGetTheConnection() {
        Strings pool = new Strings();
        pool.view = connection -> "view of " + connection;

        try (Lease<String> lease = pool.acquire()) {
            assertThat(lease.connection()).isEqualTo("view of connection 1").isSameAs(lease.connection());
        }
        String lent = pool.get();
        assertThat(lent).isEqualTo("view of connection 1");
        pool.put(lent);
        String seen = pool.execute(connection -> connection);
        assertThat(seen).isEqualTo("view of connection 1");
        assertThat(pool.made).hasValue(1);
    }

    @Test
    void aViewThatCannotBeMadeFailsTheAcquireAndLosesNoPlace() {
        Strings pool = new Strings();
        pool.view = connection -> {
            throw new IllegalStateException("bug in leaseView");
        };

        assertThatThrownBy(pool::acquire)
                .isInstanceOf(ConnectionFailedException.class)
                .hasRootCauseMessage("bug in leaseView");

        pool.view = UnaryOperator.identity();
        assertThat(pool.get()).isEqualTo("connection 2");
    }

    @Test
    void aBackendThatCannotBeClosedDoesNotKeepThePoolFromClosing() {
        AtomicInteger closed = new AtomicInteger();
        Strings pool = new Strings() {
            @Override
            protected void closeBackend() throws IOException {
                closed.incrementAndGet();
                throw new IOException("scripted");
            }
        };
        pool.acquire().close();

        pool.close();

        until(() -> closed.get() == 1);
        assertThat(pool.destroyed).hasValue(1);
    }

    @Test
    void aBackendIsQuiescedWhereNoConnectionIsLeftAndNoneIsMade() {
        AtomicInteger quiesced = new AtomicInteger();
        Strings pool = new Strings() {
            @Override
            protected void quiesceBackend() throws IOException {
                if (quiesced.incrementAndGet() == 1) {
                    throw new IOException("scripted");
                }
            }
        };
        pool.acquire().close();
        assertThat(pool.quiesce()).isFalse();
        pool.suspend();
        assertThat(pool.quiesce()).isFalse();
        assertThat(quiesced).hasValue(0);

        pool.clear();
        until(() -> pool.getMetrics().total() == 0);
        assertThat(pool.quiesce()).isFalse();
        assertThat(pool.quiesce()).isTrue();
        assertThat(quiesced).hasValue(2);

        pool.close();
        assertThat(pool.quiesce()).isFalse();
    }

    @Test
    void theLeaseOfAnInterruptedHolderIsReturnedAndTheFlagStaysSet() {
        Strings pool = new Strings();
        Lease<String> lease = pool.acquire();

        Thread.currentThread().interrupt();
        lease.close();

        assertThat(Thread.interrupted()).isTrue();
        until(() -> pool.getMetrics().idle() == 1);
        assertThat(pool.destroyed).hasValue(0);
    }

    @SuppressWarnings("unchecked") // The type is erased; the point is to throw anything.
    private static <X extends Throwable> void sneak(Throwable failure) throws X {
        throw (X) failure;
    }
}
