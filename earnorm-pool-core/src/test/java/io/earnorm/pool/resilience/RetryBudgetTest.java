package io.earnorm.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.exception.PoolClosedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final ManualTime time = new ManualTime();

    @Test
    void aBudgetEndsWithTheAttemptsAndNeverSleeps() {
        RetryBudget budget = budgetOf(RetryPolicy.builder().maxAttempts(3));
        assertThat(budget.failedAgain(new IOException())).isTrue();
        assertThat(budget.failedAgain(new IOException())).isTrue();
        assertThat(budget.failedAgain(new IOException())).isFalse();
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void aBudgetEndsWithTheTotalTime() {
        RetryBudget budget = budgetOf(RetryPolicy.builder().maxAttempts(100).maxDuration(Duration.ofSeconds(1)));
        time.advance(Duration.ofSeconds(1));
        assertThat(budget.failedAgain(new IOException())).isTrue();
        time.advance(Duration.ofMillis(1));
        assertThat(budget.failedAgain(new IOException())).isFalse();
    }

    @Test
    void aBudgetEndsAtAFailureThatIsNotRetried() {
        RetryPolicy.Builder policy = RetryPolicy.builder().ignore(FileNotFoundException.class);
        assertThat(budgetOf(policy).failedAgain(new FileNotFoundException())).isFalse();
        assertThat(budgetOf(policy).failedAgain(new PoolClosedException("closed", null)))
                .isFalse();
        assertThat(budgetOf(policy).failedAgain(new OutOfMemoryError())).isFalse();
    }

    @Test
    void eachBudgetCountsForItself() {
        Resilience resilience = Resilience.builder()
                .retry(RetryPolicy.builder().maxAttempts(2).build())
                .build();
        RetryBudget first = resilience.newRetryBudget();
        RetryBudget second = resilience.newRetryBudget();
        assertThat(first.failedAgain(new IOException())).isTrue();
        assertThat(first.failedAgain(new IOException())).isFalse();
        assertThat(second.failedAgain(new IOException())).isTrue();
    }

    @Test
    void withoutRetryNothingUsesUpABudget() {
        RetryBudget budget = Resilience.disabled().newRetryBudget();
        for (int i = 0; i < 1000; i++) {
            assertThat(budget.failedAgain(new IOException())).isTrue();
        }
        budget.succeeded();
        assertThat(budget.failedAgain(new PoolClosedException("closed", null))).isFalse();
    }

    @Test
    void aSuccessInTheEndShowsInTheFiguresOfResilience4j() {
        Resilience resilience =
                Resilience.builder().retry(RetryPolicy.builder().build()).build();
        RetryBudget budget = resilience.newRetryBudget();
        budget.failedAgain(new IOException());
        budget.succeeded();
        assertThat(resilience.retry().orElseThrow().getMetrics().getNumberOfSuccessfulCallsWithRetryAttempt())
                .isOne();
    }

    private RetryBudget budgetOf(RetryPolicy.Builder policy) {
        return Resilience.builder()
                .retry(policy.build())
                .ticker(time.ticker())
                .build()
                .newRetryBudget();
    }
}
