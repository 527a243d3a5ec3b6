package io.earnorm.pool.samples.quickstart.load;

import io.earnorm.pool.samples.quickstart.orders.NewOrder;
import io.earnorm.pool.samples.quickstart.orders.OrderService;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs one load at a time; stops before the web server and the pools do. */
@Component
class LoadGenerator implements SmartLifecycle {

    private final OrderService orders;
    private volatile LoadRun current = LoadRun.none();
    private volatile boolean running;
    private volatile @Nullable String latestId;

    LoadGenerator(OrderService orders) {
        this.orders = orders;
    }

    synchronized LoadState run(int threads, Duration length) {
        if (running && !current.isRunning()) {
            current = LoadRun.start(threads, length, this::call);
        }
        return state();
    }

    /** Mostly reads: every thousandth call orders something, for the others to read. */
    private void call() {
        String id = latestId;
        if (id == null || ThreadLocalRandom.current().nextInt(1000) == 0) {
            latestId = orders.create(new NewOrder("Load", "Coffee", 1)).id();
        } else {
            orders.find(id);
        }
    }

    LoadState state() {
        return current.state();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        current.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
