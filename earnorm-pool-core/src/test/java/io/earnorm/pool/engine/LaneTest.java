package io.earnorm.pool.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.engine.Rig.TestLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A few tasks at a time, of which some take long. */
class LaneTest {

    private final ManualWorkers world = new ManualWorkers();
    private final Lane lane = new Lane(world, 1);
    private final List<String> ran = new ArrayList<>();

    @Test
    void aTaskThatTakesLongMakesRoomOnce() {
        lane.run(() -> {
            world.advance(SECONDS.toNanos(1));
            ran.add("long");
        });
        lane.run(() -> ran.add("next"));
        world.runAll();
        lane.enter(() -> ran.add("stays"));
        lane.enter(() -> ran.add("waits for room"));
        world.runAll();

        assertThat(ran).containsExactly("next", "long", "stays");
    }

    @Test
    void acquiresThatDoNotWaitTakeAFewWorkersAtATime() {
        Rig rig = new Rig(config -> config.maxSize(1));
        List<CompletableFuture<TestLease>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(rig.engine.acquireAsync(0));
        }
        int atOnce = rig.world.queued();
        rig.world.runAll();

        assertThat(atOnce).isEqualTo(16);
        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void refusalsReachThoseWhoWaitForThemWhereTheyWereToldOfOne() throws Exception {
        long timeout = Duration.ofMillis(50).toNanos();
        try (LiveRig live = new LiveRig(config -> config.maxSize(1))) {
            TestLease held = live.backend.acquire();
            List<CompletableFuture<TestLease>> all = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                all.add(live.engine
                        .acquireAsync(timeout)
                        .exceptionally(refusal -> live.engine
                                .acquireAsync(timeout)
                                .exceptionally(again -> held)
                                .join()));
            }

            for (CompletableFuture<TestLease> one : all) {
                assertThat(one.get(30, SECONDS)).isEqualTo(held);
            }
            live.backend.release(held);
        }
    }
}
