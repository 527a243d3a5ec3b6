package io.earnorm.pool.engine;

/** An acquire that holds no thread while it waits. */
final class AsyncWaiter<C> extends Waiter<C> {

    private final Workers workers;
    private final Runnable end;
    private volatile Workers.Cancellation expiry = () -> {};

    /**
     * @param end deals with the outcome; runs on a worker, never on the thread that served it
     */
    AsyncWaiter(Workers workers, long since, long deadline, Runnable end) {
        super(since, deadline);
        this.workers = workers;
        this.end = end;
    }

    void expiry(Workers.Cancellation expiry) {
        this.expiry = expiry;
        if (done) {
            expiry.cancel();
        }
    }

    @Override
    boolean comesByItself() {
        return false;
    }

    @Override
    void signal() {
        expiry.cancel();
        workers.execute(end);
    }
}
