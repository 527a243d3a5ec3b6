package io.earnorm.pool.test.spring;

import static io.earnorm.pool.test.PoolAssertions.assertThatPool;

import io.earnorm.pool.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Looks for leases after each test, and closes idle connections after each test class, while the context is kept. */
final class SmallPoolsListener implements TestExecutionListener, Ordered {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** What is done after a test is done from the highest order down: after transactions (4000), before contexts close (3000). */
    private static final int ORDER = 3500;

    @Override
    public void afterTestMethod(TestContext test) {
        AutoConfigureEarnormPools annotation = SmallPoolsFactory.find(test.getTestClass());
        if (annotation != null && annotation.checkLeases()) {
            pools(test).forEach(pool -> assertThatPool(pool).hasNoLeasesWithin(LONGEST_WAIT));
        }
    }

    @Override
    public void afterTestClass(TestContext test) {
        if (SmallPoolsFactory.find(test.getTestClass()) != null) {
            pools(test).forEach(Pool::clear);
        }
    }

    /** None where no test needed the context: it must not be made now. */
    private static List<Pool<?>> pools(TestContext test) {
        List<Pool<?>> pools = new ArrayList<>();
        if (test.hasApplicationContext()) {
            test.getApplicationContext()
                    .getBeansOfType(Pool.class, false, false)
                    .forEach((name, pool) -> pools.add(pool));
        }
        return pools;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }
}
