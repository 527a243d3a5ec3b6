package io.earnorm.pool.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Closes what a lease left open. What has to be said to the server is said on a thread of its own: a server may be frozen, and
 * whoever gives a lease back does not wait for it longer than for a validation. That thread ends when the driver's own time
 * limits do; there are never more of them than there were leases when the server froze, because no new one begins without an
 * answer.
 */
final class LeaseEnd {

    private final MongoClient client;
    private final List<Closeable> open;
    private final boolean disturbed;

    /**
     * One end.
     *
     * @param open in the order in which to close them
     * @param disturbed whether another thread may be in the middle of a call
     */
    LeaseEnd(MongoClient client, List<Closeable> open, boolean disturbed) {
        this.client = client;
        this.open = open;
        this.disturbed = disturbed;
    }

    /**
     * Closes them.
     *
     * @param longest how long to wait for the server; zero: as long as the driver does
     * @return whether nobody knows the state of a session, or whether everything is closed
     */
    boolean run(Duration longest) {
        return open.stream().anyMatch(LeaseEnd::asksTheServer)
                ? Uninterrupted.call("earnorm-mongodb-lease-end", this::closeAll, longest)
                        .orElse(true)
                : closeAll();
    }

    private boolean closeAll() {
        boolean unknown = false;
        for (Closeable resource : open) {
            if (resource instanceof ClientSession session) {
                unknown |= SessionEnd.of(session, client, disturbed);
            } else {
                closeQuietly(resource);
            }
        }
        return unknown;
    }

    private static boolean asksTheServer(Closeable resource) {
        return resource instanceof MongoCursor<?>
                || (resource instanceof ClientSession session && session.hasActiveTransaction());
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
