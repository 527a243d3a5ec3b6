package io.earnorm.pool.mongodb;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCluster;
import org.jspecify.annotations.Nullable;

/** How one lease reads and writes; what is absent is as the client has it. */
record Preferences(
        @Nullable ReadPreference readPreference,
        @Nullable ReadConcern readConcern,
        @Nullable WriteConcern writeConcern) {

    static final Preferences NONE = new Preferences(null, null, null);

    Preferences with(ReadPreference preference) {
        return new Preferences(preference, readConcern, writeConcern);
    }

    Preferences with(ReadConcern concern) {
        return new Preferences(readPreference, concern, writeConcern);
    }

    Preferences with(WriteConcern concern) {
        return new Preferences(readPreference, readConcern, concern);
    }

    MongoCluster applyTo(MongoCluster client) {
        MongoCluster applied = client;
        if (readPreference != null) {
            applied = applied.withReadPreference(readPreference);
        }
        if (readConcern != null) {
            applied = applied.withReadConcern(readConcern);
        }
        if (writeConcern != null) {
            applied = applied.withWriteConcern(writeConcern);
        }
        return applied;
    }

    /** The concerns of a transaction. Its reads go to the primary, the only place where they may. */
    TransactionOptions transaction() {
        return TransactionOptions.builder()
                .readPreference(ReadPreference.primary())
                .readConcern(readConcern)
                .writeConcern(writeConcern)
                .build();
    }
}
