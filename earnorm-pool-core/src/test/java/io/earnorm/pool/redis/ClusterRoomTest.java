package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClusterRoomTest {

    private final ClusterRoom room = new ClusterRoom(2);
    private final Node one = new Node();
    private final Node two = new Node();

    @Test
    void whoFindsNoRoomWaitsAsLongAsItMay() throws Exception {
        take(one);
        take(one);

        assertThatThrownBy(() -> room.take(two, List.of(one), 1)).isInstanceOf(ClusterRoom.NoRoomException.class);
        room.leave();
        take(two);
    }

    @Test
    void anInterruptedOneLeavesItsPlaceInTheLine() throws Exception {
        take(one);
        take(one);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> take(two)).isInstanceOf(InterruptedException.class);

        room.leave();
        take(two);
    }

    @Test
    void anIdleConnectionOfANodeWithMoreIsGivenUpAtOnce() throws Exception {
        take(one);
        take(one);
        one.idle = 1;
        two.wanted = true;

        room.take(two, List.of(two, one), 10_000);

        assertThat(one.connections).isEqualTo(1);
        assertThat(room.wants(one)).as("nobody waits any more").isFalse();
    }

    @Test
    void aConnectionThatComesBackIsGivenUpForOneThatWaitsAndOnlyOne() throws Exception {
        take(one);
        take(one);
        two.wanted = true;
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> waiting = threads.submit(() -> {
                room.take(two, List.of(), 10_000);
                return null;
            });
            while (!room.wants(one)) {
                Thread.onSpinWait(); // Not yet in the line.
            }
            assertThat(room.wants(one)).as("one is enough").isFalse();
            assertThat(room.wants(two)).as("it would get it itself").isFalse();
            one.connections--;
            room.leaveAsPromised();

            waiting.get(10, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLowerLimitIsReachedByThoseThatComeBack() throws Exception {
        take(one);
        take(one);
        room.resize(-1);
        assertThat(room.excess()).isEqualTo(1);

        assertThat(room.wants(one)).isTrue();
        assertThat(room.excess()).isZero();
        assertThat(room.wants(one)).isFalse();
        room.leaveAsPromised();

        assertThatThrownBy(() -> room.take(two, List.of(), 1)).isInstanceOf(ClusterRoom.NoRoomException.class);
        room.resize(1);
        take(two);
    }

    @Test
    void withoutALimitNobodyWaits() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            ClusterRoom.UNLIMITED.take(one, List.of(two), 1);
        }
        assertThat(ClusterRoom.UNLIMITED.wants(one)).isFalse();
    }

    @Test
    void thereAreNeverMoreThanThereMayBe() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        two.wanted = true;
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Node node = i % 2 == 0 ? one : two;
                done.add(threads.submit(() -> {
                    int turns = 0;
                    while (turns < 200 && !over.get()) {
                        room.take(node, List.of(one, two), 60_000);
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        now.decrementAndGet();
                        if (room.wants(node)) {
                            room.leaveAsPromised();
                        } else {
                            room.leave();
                        }
                        turns++;
                    }
                    return turns;
                }));
            }
            for (Future<Integer> turns : done) {
                assertThat(turns.get(60, TimeUnit.SECONDS)).isEqualTo(200);
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    private void take(Node node) throws InterruptedException {
        room.take(node, List.of(), 10_000);
        node.connections++;
    }

    private final class Node implements ClusterRoom.Tenant {

        private volatile int connections;
        private volatile int idle;
        private volatile boolean wanted;

        @Override
        public int connections() {
            return connections;
        }

        @Override
        public boolean isWanted() {
            return wanted;
        }

        @Override
        public boolean giveUpIdle() {
            if (idle == 0) {
                return false;
            }
            idle--;
            connections--;
            room.leave();
            return true;
        }
    }
}
