package io.earnorm.pool.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.session.ServerSession;

/** How a session ends when its lease does. */
final class SessionEnd {

    private SessionEnd() {}

    /**
     * Ends a session; an open transaction is aborted. When the server is known to be gone it is left to itself instead,
     * because an abort would wait for it: a server ends transactions that it does not hear of after a minute.
     *
     * @param disturbed whether another thread may be in the middle of a call: nobody else shall get this session then
     * @return whether a network error left the session in a state that nobody knows
     */
    static boolean of(ClientSession session, MongoClient client, boolean disturbed) {
        ServerSession server = session.getServerSession();
        if (session.hasActiveTransaction() && (server.isMarkedDirty() || !new Members(client).reachable())) {
            session.clearTransactionContext(); // Gives back the socket that the transaction may be pinned to.
            return true;
        }
        if (disturbed) {
            server.markDirty();
        }
        LeaseEnd.closeQuietly(session);
        return server.isMarkedDirty(); // Now: an abort may have met the error.
    }
}
