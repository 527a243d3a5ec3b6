package io.earnorm.pool.engine;

/** An acquire that holds no thread while it waits. */
final class AsyncWaiter<C> extends Waiter<C> {

    private final Workers workers;
    private final Lane refusals;
    private final Runnable end;
    private volatile Workers.Cancellation expiry = () -> {};

    /**
     * @param refusals for those that end without a lease: any number may end at once, and those that end
     *     with one are not to wait behind them
     * @param end deals with the outcome; runs on a worker, never on the thread that served it
     */
    AsyncWaiter(Workers workers, Lane refusals, long since, long deadline, Runnable end) {
        super(since, deadline);
        this.workers = workers;
        this.refusals = refusals;
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
        if (slot == null) {
            refusals.run(end);
        } else {
            workers.execute(end);
        }
    }
}
