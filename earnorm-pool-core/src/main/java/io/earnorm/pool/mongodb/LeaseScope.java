package io.earnorm.pool.mongodb;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.session.ServerSession;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all objects of one lease share: whether it has ended, its session, and what has to be closed at its end.
 *
 * <p>Used by one thread at a time, but ended by any: by the holder, or by a pool that takes a lost lease back.
 */
final class LeaseScope {

    /** Causal, and with transactions where they may be, whatever the client's own read preference is. */
    private static final ClientSessionOptions OPTIONS = ClientSessionOptions.builder()
            .causallyConsistent(true)
            .defaultTransactionOptions(TransactionOptions.builder()
                    .readPreference(ReadPreference.primary())
                    .build())
            .build();

    private final MongoClient client;
    private final Duration patience;
    /** In order of opening; with {@link #ended} guarded by itself. */
    private final List<Closeable> open = new ArrayList<>();

    private final OneThread user = new OneThread();

    private volatile boolean ended;
    private volatile @Nullable ClientSession session;
    private volatile boolean dirty;
    private @Nullable SessionHandle handle;

    /**
     * A new lease.
     *
     * @param patience how long its end waits for the server; zero: as long as the driver does
     */
    LeaseScope(MongoClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    MongoClient client() {
        return client;
    }

    boolean ended() {
        return ended;
    }

    /**
     * Begins a call by a user; every call that may begin is to be followed by {@link #leave()}.
     *
     * @throws IllegalStateException if the lease has ended, or another thread is in the middle of a call
     */
    void enter(String call) {
        check();
        user.enter(call);
    }

    void leave() {
        user.leave();
    }

    /** Runs code of the user in the middle of a call. */
    <T extends @Nullable Object> T outside(String call, Supplier<T> code) {
        return user.outside(call, code);
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
            current = client.startSession(OPTIONS);
            track(current);
            session = current;
        }
        return current;
    }

    /** The session as users get it; the same for as long as it is open. */
    ClientSession sessionHandle() {
        ClientSession raw = beginSession();
        SessionHandle current = handle;
        if (current == null || current.target() != raw) {
            current = new SessionHandle(this, raw);
            handle = current;
        }
        return current.proxy();
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
        LeaseEnd.closeQuietly(resource);
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
        ServerSession server = resource instanceof ClientSession closing ? closing.getServerSession() : null;
        resource.close();
        dirty |= server != null && server.isMarkedDirty(); // Now: an abort may have met the error.
    }

    /**
     * Ends the lease: its objects refuse further use; cursors and sessions that were left open are closed, transactions
     * aborted. That costs a round trip for each cursor and transaction, and nothing when there are none. A server that does
     * not answer in time is not waited for.
     *
     * @return whether nobody knows the state of things: after a network error in a session, when the server did not answer
     *     in time, or when another thread is in the middle of a call
     */
    boolean end() {
        boolean disturbed = user.hasOther();
        boolean unknown = new LeaseEnd(client, takeOpen(), disturbed).run(patience);
        session = null;
        return dirty || disturbed || unknown;
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
}
