package io.earnorm.pool.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.Lease;
import io.earnorm.pool.testing.PoolTestCase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What went wrong in other pools with objects that bring their own {@code equals} and {@code hashCode}. */
class IdentityRegressionTest extends PoolTestCase {

    private final AtomicInteger destroyed = new AtomicInteger();

    private BasePool<List<String>> listPool(int maxSize) {
        return closedLater(new BasePool<>("lists", config().maxSize(maxSize).build()) {
            @Override
            protected List<String> createConnection() {
                return new ArrayList<>();
            }

            @Override
            protected void destroyConnection(List<String> connection) {
                destroyed.incrementAndGet();
            }
        });
    }

    @Test // POOL-283, POOL-284
    void connectionsThatAreEqualAreKeptApart() {
        BasePool<List<String>> pool = listPool(2);

        List<String> first = pool.get();
        List<String> second = pool.get();

        assertThat(first).isEqualTo(second).isNotSameAs(second);
        pool.put(second);
        assertThat(pool.getMetrics().inUse()).isOne();
        assertThatThrownBy(() -> pool.put(second)).isInstanceOf(IllegalStateException.class);
        pool.put(first);
        assertThat(pool.getMetrics().idle()).isEqualTo(2);
    }

    @Test // POOL-284, POOL-306
    void aConnectionWhoseHashCodeChangesWhileItIsLentIsTakenBack() {
        BasePool<List<String>> pool = listPool(1);

        List<String> connection = pool.get();
        connection.add("this changes equals and hashCode");
        pool.put(connection);

        assertThat(pool.getMetrics().idle()).isOne();
        assertThat(pool.get()).isSameAs(connection);
    }

    @Test // POOL-283
    void anEqualObjectThatWasNotLentIsRefused() {
        BasePool<List<String>> pool = listPool(1);
        List<String> connection = pool.get();

        assertThatThrownBy(() -> pool.put(new ArrayList<>())).isInstanceOf(IllegalStateException.class);

        assertThat(pool.getMetrics().inUse()).isOne();
        pool.put(connection);
    }

    @Test // POOL-306
    void ofEqualConnectionsOnlyTheInvalidatedOneIsDestroyed() {
        BasePool<List<String>> pool = listPool(2);
        Lease<List<String>> first = pool.acquire();
        Lease<List<String>> second = pool.acquire();
        List<String> kept = second.connection();

        first.invalidate();

        until(() -> destroyed.get() == 1);
        assertThat(second.connection()).isSameAs(kept);
        second.close();
        assertThat(pool.acquire().connection()).isSameAs(kept);
    }
}
