package io.earnorm.pool.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What one lease hands out. Making it does not touch the network. */
final class LeasedConnection implements MongoConnection {

    private final LeaseScope scope;
    private final String databaseName;
    private final MongoClient client;
    private @Nullable MongoDatabase database;
    private @Nullable SessionHandle session;

    LeasedConnection(MongoClient client, String databaseName) {
        this.scope = new LeaseScope(client);
        this.databaseName = databaseName;
        this.client = (MongoClient) Handle.proxy(client, new OperationsHandle(scope, client));
    }

    @Override
    public MongoDatabase database() {
        scope.check();
        MongoDatabase current = database;
        if (current == null) {
            current = client.getDatabase(databaseName);
            database = current;
        }
        return current;
    }

    @Override
    public MongoCollection<Document> collection(String name) {
        return database().getCollection(name);
    }

    @Override
    public <T> MongoCollection<T> collection(String name, Class<T> type) {
        return database().getCollection(name, type);
    }

    @Override
    public ClientSession session() {
        scope.check();
        ClientSession raw = scope.beginSession();
        SessionHandle current = session;
        if (current == null || current.target() != raw) {
            current = new SessionHandle(scope, raw);
            session = current;
        }
        return current.proxy();
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<MongoConnection, T> body) {
        scope.check();
        ClientSession raw = scope.beginSession();
        SessionHandle.requireNoTransaction(raw);
        return raw.withTransaction(() -> body.apply(this));
    }

    @Override
    public MongoClient client() {
        scope.check();
        return client;
    }

    /** Ends the lease. True: a session is in a state that nobody knows. */
    boolean end() {
        return scope.end();
    }

    @Override
    public String toString() {
        return "MongoConnection[database=%s%s]".formatted(databaseName, scope.ended() ? ", ended" : "");
    }
}
