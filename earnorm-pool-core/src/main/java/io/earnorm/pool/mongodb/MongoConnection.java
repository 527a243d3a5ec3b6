package io.earnorm.pool.mongodb;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a lease of a {@link MongoPool} gives: MongoDB, for one user at a time.
 *
 * <p>Everything that comes from here, and from what comes from here (collections, iterables, cursors, sessions), ends
 * with the lease: later calls throw {@link IllegalStateException}, except {@code close()}, which does nothing then.
 * Cursors and sessions that were left open are closed when the lease ends.
 *
 * <p>Once {@link #session()} or {@link #inTransaction} has begun, every operation joins that session by itself. What
 * cannot join, such as {@code estimatedDocumentCount()}, is refused while a transaction is open.
 *
 * <p>Not thread-safe, because sessions are not: a call while another thread is in the middle of one throws {@link
 * IllegalStateException}, which names both threads. Between two calls a lease may be handed on to another thread.
 */
public interface MongoConnection {

    /**
     * The pool's database.
     *
     * @return a handle that ends with the lease
     * @throws IllegalStateException if the lease has ended
     */
    MongoDatabase database();

    /**
     * A collection of the pool's database.
     *
     * @param name its name
     * @return a handle that ends with the lease
     * @throws IllegalStateException if the lease has ended
     */
    MongoCollection<Document> collection(String name);

    /**
     * A collection of the pool's database, with documents of a type.
     *
     * @param name its name
     * @param type what its documents are
     * @param <T> what its documents are
     * @return a handle that ends with the lease
     * @throws IllegalStateException if the lease has ended
     */
    <T> MongoCollection<T> collection(String name, Class<T> type);

    /**
     * The same lease with another read preference. What comes from the connection that this returns reads so, except inside
     * of a transaction, which reads from the primary.
     *
     * @param readPreference in place of the client's
     * @return a view that shares this lease, its session and its end
     * @throws IllegalStateException if the lease has ended
     */
    MongoConnection withReadPreference(ReadPreference readPreference);

    /**
     * The same lease with another read concern. What comes from the connection that this returns reads so, its transactions
     * included.
     *
     * @param readConcern in place of the client's
     * @return a view that shares this lease, its session and its end
     * @throws IllegalStateException if the lease has ended
     */
    MongoConnection withReadConcern(ReadConcern readConcern);

    /**
     * The same lease with another write concern. What comes from the connection that this returns writes so, its
     * transactions included.
     *
     * @param writeConcern in place of the client's
     * @return a view that shares this lease, its session and its end
     * @throws IllegalStateException if the lease has ended
     */
    MongoConnection withWriteConcern(WriteConcern writeConcern);

    /**
     * The lease's session: made on first use, causally consistent, ended with the lease, never seen by the next holder.
     * A transaction that is still open at the end is aborted. {@code close()} ends the session early; the next call of
     * this method begins another one.
     *
     * @return the session; the same for as long as it is open
     * @throws IllegalStateException if the lease has ended
     */
    ClientSession session();

    /**
     * Runs work in a transaction of the lease's session, and commits it. When the work throws, the transaction is aborted.
     * As {@code ClientSession.withTransaction}, and like it this repeats the work after an error with the label {@code
     * TransientTransactionError}, and the commit after one with {@code UnknownTransactionCommitResult}, for up to two minutes
     * or the client's {@code timeoutMS}: the work must be fit to run several times. Reads go to the primary.
     *
     * @param body the work; gets this connection
     * @param <T> its result
     * @return what the work returned
     * @throws IllegalStateException if the lease has ended, or a transaction is open already
     */
    <T extends @Nullable Object> T inTransaction(Function<MongoConnection, T> body);

    /**
     * Runs work in a transaction as {@link #inTransaction(Function)} does, with options of its own.
     *
     * @param options win over this connection's concerns
     * @param body the work; gets this connection
     * @param <T> its result
     * @return what the work returned
     * @throws IllegalStateException if the lease has ended, or a transaction is open already
     */
    <T extends @Nullable Object> T inTransaction(TransactionOptions options, Function<MongoConnection, T> body);

    /**
     * The client, for what is outside of the pool's database. Its operations join the lease's session, too.
     *
     * @return a handle that ends with the lease; its {@code close()} does nothing
     * @throws IllegalStateException if the lease has ended
     */
    MongoClient client();
}
