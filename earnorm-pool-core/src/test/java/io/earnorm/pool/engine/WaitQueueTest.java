package io.earnorm.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** First come, first served, and one that gives up leaves from wherever it stands. */
class WaitQueueTest {

    private final WaitQueue<Object> queue = new WaitQueue<>();
    private final Waiter<Object> one = new ThreadWaiter<>(Parking.SYSTEM, 1, 2);
    private final Waiter<Object> two = new ThreadWaiter<>(Parking.SYSTEM, 1, 2);
    private final Waiter<Object> three = new ThreadWaiter<>(Parking.SYSTEM, 1, 2);

    private void addAll() {
        queue.add(one);
        queue.add(two);
        queue.add(three);
    }

    private List<Waiter<Object>> inOrder() {
        List<Waiter<Object>> waiters = new ArrayList<>();
        for (Waiter<Object> waiter = queue.first(); waiter != null; waiter = waiter.next) {
            waiters.add(waiter);
        }
        return waiters;
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.first()).isNull();
        assertThat(queue.size()).isZero();
    }

    @Test
    void keepsTheOrder() {
        addAll();

        assertThat(inOrder()).containsExactly(one, two, three);
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void theFirstLeaves() {
        addAll();

        queue.remove(one);

        assertThat(inOrder()).containsExactly(two, three);
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void oneInTheMiddleLeaves() {
        addAll();

        queue.remove(two);
        queue.remove(two); // Changes nothing.

        assertThat(inOrder()).containsExactly(one, three);
        queue.remove(three);
        assertThat(inOrder()).containsExactly(one);
    }

    @Test
    void theLastLeavesAndOthersComeAfterTheRest() {
        addAll();

        queue.remove(three);
        queue.add(three);

        assertThat(inOrder()).containsExactly(one, two, three);
        queue.remove(one);
        queue.remove(two);
        queue.remove(three);
        assertThat(queue.isEmpty()).isTrue();
        queue.add(two);
        assertThat(inOrder()).containsExactly(two);
    }

    @Test
    void theLongestQueueIsRemembered() {
        addAll();
        queue.remove(one);
        queue.remove(two);

        assertThat(queue.peak()).isEqualTo(3);
        assertThat(queue.size()).isEqualTo(1);
    }
}
