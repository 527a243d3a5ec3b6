package io.earnorm.pool.testing.mongo.wire;

import io.earnorm.pool.testing.Gate;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** What a server does with a command in place of serving it. */
@FunctionalInterface
public interface Fault {

    /** Serves the command. */
    interface Service {

        /** {@return the answer} */
        BsonDocument serve();
    }

    /**
     * Deals with a command.
     *
     * @param service serves it, if it shall be served
     * @return the answer; {@code null}: the socket is dropped
     * @throws InterruptedException if the server ends meanwhile
     */
    @Nullable
    BsonDocument answer(Service service) throws InterruptedException;

    /** {@return the socket is dropped, and nothing done} */
    static Fault drop() {
        return service -> null;
    }

    /** {@return the command is served, but the socket is dropped before the answer} */
    static Fault loseAnswer() {
        return service -> {
            service.serve();
            return null;
        };
    }

    /**
     * An error, and nothing is done.
     *
     * @param code its number
     * @param labels its labels
     * @return the fault
     */
    static Fault error(int code, String... labels) {
        return service -> failure(code, labels);
    }

    /**
     * The command is served, but not confirmed by the other members.
     *
     * @param code the number of the write concern's error
     * @param labels the labels of the answer
     * @return the fault
     */
    static Fault unconfirmed(int code, String... labels) {
        return service -> service.serve()
                .append("writeConcernError", new BsonDocument("code", new BsonInt32(code)).append("errmsg", text(code)))
                .append("errorLabels", labels(labels));
    }

    /**
     * The command is served when a gate is open.
     *
     * @param gate where it waits
     * @return the fault
     */
    static Fault waitFor(Gate gate) {
        return service -> {
            gate.pass();
            return service.serve();
        };
    }

    /** An error as a server sends it. */
    static BsonDocument failure(int code, String... labels) {
        BsonDocument failure = new BsonDocument("ok", new BsonDouble(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", text(code));
        return labels.length == 0 ? failure : failure.append("errorLabels", labels(labels));
    }

    private static BsonString text(int code) {
        return new BsonString("error " + code + " of the double");
    }

    private static BsonArray labels(String... labels) {
        return new BsonArray(List.of(labels).stream().map(BsonString::new).toList());
    }
}
