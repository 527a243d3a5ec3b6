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
import java.util.Objects;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What one lease hands out. Making it does not touch the network. */
final class LeasedConnection implements MongoConnection {

    private final LeaseScope scope;
    private final String databaseName;
    private final Preferences preferences;
    private final MongoClient client;
    private @Nullable MongoDatabase database;

    LeasedConnection(MongoClient client, String databaseName, Duration patience) {
        this(new LeaseScope(client, patience), databaseName, Preferences.NONE);
    }

    private LeasedConnection(LeaseScope scope, String databaseName, Preferences preferences) {
        this.scope = scope;
        this.databaseName = databaseName;
        this.preferences = preferences;
        this.client = (MongoClient) Handle.proxy(
                scope.client(), new OperationsHandle(scope, scope.client(), preferences.applyTo(scope.client())));
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
    public MongoConnection withReadPreference(ReadPreference readPreference) {
        return with(preferences.with(Objects.requireNonNull(readPreference, "readPreference")));
    }

    @Override
    public MongoConnection withReadConcern(ReadConcern readConcern) {
        return with(preferences.with(Objects.requireNonNull(readConcern, "readConcern")));
    }

    @Override
    public MongoConnection withWriteConcern(WriteConcern writeConcern) {
        return with(preferences.with(Objects.requireNonNull(writeConcern, "writeConcern")));
    }

    private MongoConnection with(Preferences changed) {
        scope.check();
        return new LeasedConnection(scope, databaseName, changed);
    }

    @Override
    public ClientSession session() {
        scope.enter("session");
        try {
            return scope.sessionHandle();
        } finally {
            scope.leave();
        }
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<MongoConnection, T> body) {
        return inTransaction(TransactionOptions.builder().build(), body);
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(TransactionOptions options, Function<MongoConnection, T> body) {
        TransactionOptions complete = TransactionOptions.merge(options, preferences.transaction());
        scope.enter("inTransaction");
        try {
            ClientSession raw = scope.beginSession();
            SessionHandle.requireNoTransaction(raw);
            return raw.withTransaction(() -> scope.outside("inTransaction", () -> body.apply(this)), complete);
        } finally {
            scope.leave();
        }
    }

    @Override
    public MongoClient client() {
        scope.check();
        return client;
    }

    /** Ends the lease. True: its session, or its use, is in a state that nobody knows. */
    boolean end() {
        return scope.end();
    }

    @Override
    public String toString() {
        return "MongoConnection[database=%s%s]".formatted(databaseName, scope.ended() ? ", ended" : "");
    }
}
