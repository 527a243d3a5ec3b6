package io.earnorm.pool.soak;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.PoolOptions;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool of sockets that keeps books of what the engine does with them. */
final class SoakPool extends BasePool<SoakConnection> {

    private final FlakyServer server;
    private final Findings findings;
    private final Tally tally;
    private final AtomicInteger places = new AtomicInteger();
    private final AtomicInteger ceiling;
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger destroyed = new AtomicInteger();

    SoakPool(PoolOptions options, FlakyServer server, Findings findings) {
        super("soak", options);
        this.server = server;
        this.findings = findings;
        this.tally = new Tally(findings);
        this.ceiling = new AtomicInteger(options.config().maxSize());
        addListener(tally);
    }

    Tally tally() {
        return tally;
    }

    /** The most connections that there ever may be, by all sizes so far. */
    int ceiling() {
        return ceiling.get();
    }

    /** The sockets that are open, or being opened. */
    int places() {
        return places.get();
    }

    int created() {
        return created.get();
    }

    int destroyed() {
        return destroyed.get();
    }

    void resizeWithin(int minSize, int maxSize) {
        ceiling.accumulateAndGet(maxSize, Math::max);
        resize(minSize, maxSize);
    }

    @Override
    protected SoakConnection createConnection() throws IOException {
        int taken = places.incrementAndGet();
        findings.require(taken <= ceiling(), "%d sockets, but maxSize is %d".formatted(taken, ceiling()));
        SoakConnection connection = new SoakConnection(tally.idToMake());
        try {
            connection.connect(server.address());
        } catch (Throwable t) {
            connection.close();
            places.decrementAndGet();
            throw t;
        }
        created.incrementAndGet();
        return connection;
    }

    @Override
    protected boolean validateConnection(SoakConnection connection) throws IOException {
        mustBeFree(connection, "validated");
        return connection.ask(FlakyServer.PING) == FlakyServer.PING;
    }

    @Override
    protected void resetConnection(SoakConnection connection) throws IOException {
        mustBeFree(connection, "reset");
        if (connection.hasUnreadBytes()) {
            throw new IOException("Something was left unread");
        }
    }

    @Override
    protected void destroyConnection(SoakConnection connection) {
        mustBeFree(connection, "destroyed");
        if (connection.destroy()) {
            destroyed.incrementAndGet();
            places.decrementAndGet();
        } else {
            findings.violation(connection + " is destroyed twice");
        }
    }

    private void mustBeFree(SoakConnection connection, String action) {
        findings.require(
                !connection.isInUse() || tally.wasReclaimed(connection.id),
                connection + " is " + action + " while it is in use");
    }
}
