package io.earnorm.pool.mongodb;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.spi.dns.DnsException;
import io.earnorm.pool.exception.ConnectionFailedException;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Tells what is MongoDB's failure from what is the user's own, and what may pass from what stays. */
final class MongoFailures {

    /**
     * Host unreachable, host not found, network timeout, shutting down, stepped down, socket trouble between servers, not
     * primary (old and new), interrupted by shutdown or state change, neither primary nor secondary.
     */
    private static final Set<Integer> LOST = Set.of(6, 7, 89, 91, 189, 9001, 10058, 10107, 11600, 11602, 13435, 13436);

    private static final String RETRYABLE_WRITE = "RetryableWriteError";

    private MongoFailures() {}

    /**
     * Whether it was the backend that failed. Not so: a duplicate key, a bad query, a query that the server stopped after the
     * time that its user gave it, an interrupt. (Interrupts cost the driver a socket, which it replaces by itself.)
     */
    static boolean isBroken(Throwable failure) {
        if (chain(failure).anyMatch(MongoExecutionTimeoutException.class::isInstance)) {
            return false;
        }
        return isDenied(failure) || chain(failure).anyMatch(MongoFailures::isLost);
    }

    /** Whether the server refused the login. */
    static boolean isDenied(Throwable failure) {
        return chain(failure).anyMatch(MongoSecurityException.class::isInstance);
    }

    /** Whether trying again may help. */
    static boolean isTransient(Throwable failure) {
        if (chain(failure).anyMatch(MongoFailures::stays)) {
            return false;
        }
        return failure instanceof ConnectionFailedException || mayRunAgain(failure);
    }

    /** Not so when the time that the user gave the whole operation is used up. */
    private static boolean mayRunAgain(Throwable failure) {
        return chain(failure).noneMatch(MongoOperationTimeoutException.class::isInstance)
                && chain(failure).anyMatch(e -> isLost(e) || isLabeled(e));
    }

    /** Credentials, certificates, settings: nothing that passes. DNS comes back. */
    private static boolean stays(Throwable e) {
        return e instanceof MongoSecurityException
                || (e instanceof MongoConfigurationException && !(e.getCause() instanceof DnsException))
                || e instanceof PoolConfigurationException
                || e instanceof GeneralSecurityException
                || e instanceof SSLPeerUnverifiedException
                || e instanceof IllegalArgumentException;
    }

    private static boolean isLost(Throwable e) {
        return e instanceof MongoSocketException
                || e instanceof MongoTimeoutException
                || e instanceof MongoConnectionPoolClearedException
                || e instanceof MongoServerUnavailableException
                || e instanceof MongoNotPrimaryException
                || e instanceof MongoNodeIsRecoveringException
                || (e instanceof MongoException mongo && LOST.contains(mongo.getCode()))
                || (e instanceof MongoBulkWriteException bulk && isLost(bulk.getWriteConcernError()));
    }

    private static boolean isLost(@Nullable WriteConcernError error) {
        return error != null && LOST.contains(error.getCode());
    }

    private static boolean isLabeled(Throwable e) {
        return e instanceof MongoException mongo
                && (mongo.hasErrorLabel(RETRYABLE_WRITE)
                        || mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL));
    }

    /** The failure and its causes; libraries on top of the driver wrap its exceptions. */
    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(20);
    }
}
