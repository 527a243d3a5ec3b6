package io.earnorm.pool.regression;

import static io.earnorm.pool.testing.Behavior.fail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.Lease;
import io.earnorm.pool.testing.ScriptedBackend;
import io.earnorm.pool.testing.ScriptedConnection;
import io.earnorm.pool.testing.ScriptedPool;
import io.earnorm.pool.testing.ScriptedTestCase;
import io.earnorm.pool.testing.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What went wrong in other pools with connections that come back. */
class ReturningRegressionTest extends ScriptedTestCase {

    @Test // POOL-248, POOL-285, Vibur, Lettuce
    void aDoubleReturnDoesNotLendTheConnectionTwice() {
        ScriptedPool pool = poolOf(config().maxSize(2));
        Lease<ScriptedConnection> first = pool.acquire();
        first.close();
        first.close();

        Lease<ScriptedConnection> second = pool.acquire();
        first.close();
        Lease<ScriptedConnection> third = pool.acquire();

        assertThat(second.connection()).isNotSameAs(third.connection());
        second.close();
        third.close();
    }

    @Test // POOL-248
    void aDoublePutIsRefusedAndDoesNotLendTheConnectionTwice() {
        ScriptedPool pool = poolOf(config().maxSize(2));
        ScriptedConnection connection = pool.get();
        pool.put(connection);

        assertThatThrownBy(() -> pool.put(connection)).isInstanceOf(IllegalStateException.class);

        assertThat(pool.get()).isNotSameAs(pool.get());
    }

    @Test // POOL-285
    void aReturnAfterAnInvalidationIsIgnored() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        Lease<ScriptedConnection> broken = pool.acquire();
        broken.invalidate();
        Lease<ScriptedConnection> next = pool.acquire();

        broken.close();

        assertThat(pool.tryAcquire()).isEmpty();
        next.close();
    }

    @Test // POOL-263, HikariCP, Lettuce
    void aReturnAfterCloseDoesNotLeakTheConnection() {
        ScriptedPool pool = poolOf(config().maxSize(2));
        Lease<ScriptedConnection> returned = pool.acquire();
        Lease<ScriptedConnection> invalidated = pool.acquire();
        pool.close(Duration.ZERO);

        returned.close();
        invalidated.invalidate();

        until(() -> backend.destroyed() == 2);
        assertThat(backend.open()).isEmpty();
    }

    @Test // POOL-263, HikariCP, Lettuce
    void aReturnDuringCloseDoesNotLeakTheConnection() {
        for (int round = 0; round < 30; round++) {
            ScriptedBackend each = new ScriptedBackend();
            ScriptedPool pool = watched(new ScriptedPool(config().maxSize(4).build(), each));
            List<Lease<ScriptedConnection>> leases = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                leases.add(pool.acquire());
            }
            List<Task<Boolean>> returners = new ArrayList<>();
            for (Lease<ScriptedConnection> lease : leases) {
                returners.add(start(() -> {
                    lease.close();
                    return true;
                }));
            }

            pool.close(round % 2 == 0 ? Duration.ZERO : Duration.ofSeconds(10));

            returners.forEach(Task::result);
            until(() -> each.destroyed() == 4);
            assertThat(each.open()).isEmpty();
            each.verify();
        }
    }

    @Test // Jedis #186, Jedis #359, MongoDB JAVA-6210
    void aConnectionThatDoesNotComeBackCleanIsNotLentAgain() {
        ScriptedPool pool = poolOf(config().maxSize(1));
        backend.reset().next(fail(new IllegalStateException("half of a reply is unread")));
        Lease<ScriptedConnection> dirty = pool.acquire();
        ScriptedConnection connection = dirty.connection();
        dirty.close();

        try (Lease<ScriptedConnection> next = pool.acquire()) {
            assertThat(next.connection()).isNotSameAs(connection);
        }
        assertThat(connection.isDestroyed()).isTrue();
    }
}
