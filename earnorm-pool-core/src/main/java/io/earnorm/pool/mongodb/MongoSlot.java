package io.earnorm.pool.mongodb;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What the pool keeps: a place for one {@link LeasedConnection} after the other. Used directly only by the pool itself, for
 * example in a health check between leases.
 */
final class MongoSlot implements MongoConnection {

    private final Seat seat;
    private final String database;
    private final Duration patience;
    /** Plain: the pool's own hand-over orders its uses. */
    private @Nullable LeasedConnection current;

    /**
     * A new place.
     *
     * @param patience how long the end of a lease waits for the server; zero: as long as the driver does
     */
    MongoSlot(Seat seat, String database, Duration patience) {
        this.seat = seat;
        this.database = database;
        this.patience = patience;
    }

    /** A new connection for a new lease. */
    LeasedConnection lease() {
        end();
        return use();
    }

    /** Ends the lease, if there is one. True: a session is in a state that nobody knows. */
    boolean end() {
        LeasedConnection ending = current;
        current = null;
        return ending != null && ending.end();
    }

    /** Ends the lease, if there is one, and gives up its seat at the client. */
    void destroy() {
        end();
        seat.leave();
    }

    /** The client that the next lease uses. */
    MongoClient shared() {
        return seat.client();
    }

    private LeasedConnection use() {
        LeasedConnection using = current;
        if (using == null) {
            using = new LeasedConnection(seat.client(), database, patience);
            current = using;
        }
        return using;
    }

    @Override
    public MongoDatabase database() {
        return use().database();
    }

    @Override
    public MongoCollection<Document> collection(String name) {
        return use().collection(name);
    }

    @Override
    public <T> MongoCollection<T> collection(String name, Class<T> type) {
        return use().collection(name, type);
    }

    @Override
    public MongoConnection withReadPreference(ReadPreference readPreference) {
        return use().withReadPreference(readPreference);
    }

    @Override
    public MongoConnection withReadConcern(ReadConcern readConcern) {
        return use().withReadConcern(readConcern);
    }

    @Override
    public MongoConnection withWriteConcern(WriteConcern writeConcern) {
        return use().withWriteConcern(writeConcern);
    }

    @Override
    public ClientSession session() {
        return use().session();
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<MongoConnection, T> body) {
        return use().inTransaction(body);
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(TransactionOptions options, Function<MongoConnection, T> body) {
        return use().inTransaction(options, body);
    }

    @Override
    public MongoClient client() {
        return use().client();
    }
}
