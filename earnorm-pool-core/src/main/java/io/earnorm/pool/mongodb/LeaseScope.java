package io.earnorm.pool.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all objects of one lease share: whether it has ended, its session, and what has to be closed at its end.
 *
 * <p>Used by one thread at a time, but ended by any: by the holder, or by a pool that takes a lost lease back.
 */
final class LeaseScope {

    private final MongoClient client;
    /** In order of opening; with {@link #ended} guarded by itself. */
    private final List<Closeable> open = new ArrayList<>();

    private volatile boolean ended;
    private volatile @Nullable ClientSession session;

    LeaseScope(MongoClient client) {
        this.client = client;
    }

    MongoClient client() {
        return client;
    }

    boolean ended() {
        return ended;
    }

    void check() {
        if (ended) {
            throw new IllegalStateException(
                    "The lease has ended: what came from it cannot be used any more. Acquire a new one");
        }
    }

    /** The session that operations join, if it has begun. */
    @Nullable
    ClientSession session() {
        return session;
    }

    ClientSession beginSession() {
        ClientSession current = session;
        if (current == null) {
            current = client.startSession();
            track(current);
            session = current;
        }
        return current;
    }

    boolean inTransaction() {
        ClientSession current = session;
        return current != null && current.hasActiveTransaction();
    }

    /** Remembers what the lease's end has to close. */
    void track(Closeable resource) {
        synchronized (open) {
            if (!ended) {
                open.add(resource);
                return;
            }
        }
        closeQuietly(resource);
        check();
    }

    void untrack(Closeable resource) {
        synchronized (open) {
            open.removeIf(other -> other == resource);
        }
    }

    /** Closes what its user is done with. After the session, {@link #beginSession()} begins another one. */
    void close(Closeable resource) throws IOException {
        untrack(resource);
        if (resource == session) {
            session = null;
        }
        resource.close();
    }

    /**
     * Ends the lease: its objects refuse further use; cursors and sessions that were left open are closed, transactions
     * aborted. That costs a round trip for each cursor and transaction, and nothing when there are none.
     *
     * @return whether a network error left a session in a state that nobody knows
     */
    boolean end() {
        boolean dirty = false;
        for (Closeable resource : takeOpen()) {
            if (resource instanceof ClientSession left) {
                dirty |= SessionEnd.of(left, client);
            } else {
                closeQuietly(resource);
            }
        }
        session = null;
        return dirty;
    }

    private List<Closeable> takeOpen() {
        synchronized (open) {
            ended = true;
            List<Closeable> all = new ArrayList<>(open);
            open.clear();
            Collections.reverse(all); // Cursors before the session that they belong to.
            return all;
        }
    }

    /** The server forgets by itself what it does not hear of any more. */
    static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException | RuntimeException e) {
            // Its holder is gone; nobody could do anything about it.
        }
    }
}
