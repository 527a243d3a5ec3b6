package io.earnorm.pool.testing.mongo.wire;

import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * A command as it arrived.
 *
 * @param node the number of the member that got it
 * @param name for example {@code insert}
 * @param compression how it came compressed, as in a URI; {@code none}
 * @param body all of it
 */
public record Seen(int node, String name, String compression, BsonDocument body) {

    /** {@return the session that it belongs to} */
    public @Nullable BsonDocument session() {
        return body.getDocument("lsid", null);
    }

    /** {@return whether it is part of a transaction} */
    public boolean inTransaction() {
        return body.containsKey("autocommit");
    }

    /** {@return the time that its reads must not be before} */
    public @Nullable BsonTimestamp after() {
        return body.containsKey("readConcern")
                ? body.getDocument("readConcern").getTimestamp("afterClusterTime", null)
                : null;
    }
}
