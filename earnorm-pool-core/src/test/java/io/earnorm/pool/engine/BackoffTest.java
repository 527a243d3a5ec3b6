package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A dead backend is asked now and then. */
class BackoffTest {

    private static final IOException DOWN = new IOException("Down");

    private double random;
    private final Backoff backoff = new Backoff(() -> random);

    @Test
    void nothingIsHeldBackBeforeTheFirstFailure() {
        assertThat(backoff.permits(1)).isTrue();
        assertThat(backoff.failing()).isFalse();
        assertThat(backoff.lastFailure()).isNull();
    }

    @Test
    void waitsGrowFrom100To300Milliseconds() {
        long first = backoff.failed(1, DOWN);
        long second = backoff.failed(1 + first, DOWN);
        long third = backoff.failed(1 + first + second, DOWN);
        long fourth = backoff.failed(1 + first + second + third, DOWN);

        assertThat(first).isEqualTo(MILLISECONDS.toNanos(100));
        assertThat(second).isEqualTo(MILLISECONDS.toNanos(200));
        assertThat(third).isEqualTo(MILLISECONDS.toNanos(300));
        assertThat(fourth).isEqualTo(MILLISECONDS.toNanos(300));
    }

    @Test
    void waitsStayTheLongestHoweverOftenItFails() {
        long now = 1;
        long wait = 0;
        for (int i = 0; i < 100; i++) {
            wait = backoff.failed(now, DOWN);
            now += wait;
        }

        assertThat(wait).isEqualTo(MILLISECONDS.toNanos(300));
    }

    @Test
    void chanceAddsUpToAQuarter() {
        random = 1;

        assertThat(backoff.failed(1, DOWN)).isEqualTo(MILLISECONDS.toNanos(125));
    }

    @Test
    void theNextAttemptIsPermittedWhenTheWaitIsOverAndNotBefore() {
        long end = 1 + backoff.failed(1, DOWN);

        assertThat(backoff.permits(end - 1)).isFalse();
        assertThat(backoff.permits(end)).isTrue();
        assertThat(backoff.failing()).isTrue();
        assertThat(backoff.lastFailure()).isSameAs(DOWN);
    }

    @Test
    void failuresOfAttemptsThatRanSideBySideCountAsOne() {
        IOException other = new IOException("Down, too");
        long wait = backoff.failed(1, DOWN);

        long left = backoff.failed(1 + MILLISECONDS.toNanos(30), other);

        assertThat(left).isEqualTo(wait - MILLISECONDS.toNanos(30));
        assertThat(backoff.failed(1 + wait, DOWN)).isEqualTo(MILLISECONDS.toNanos(200));
    }

    @Test
    void aSuccessEndsAllOfIt() {
        backoff.failed(1, DOWN);

        backoff.succeeded();

        assertThat(backoff.permits(2)).isTrue();
        assertThat(backoff.failing()).isFalse();
        assertThat(backoff.lastFailure()).isNull();
        assertThat(backoff.failed(2, DOWN)).isEqualTo(MILLISECONDS.toNanos(100));
    }
}
