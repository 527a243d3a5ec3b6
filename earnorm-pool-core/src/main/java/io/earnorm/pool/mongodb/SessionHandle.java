package io.earnorm.pool.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.TransactionBody;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session that ends with the lease, if not before. */
final class SessionHandle extends Handle {

    private final ClientSession session;
    private final ClientSession proxy;

    SessionHandle(LeaseScope scope, ClientSession session) {
        super(scope);
        this.session = session;
        this.proxy = (ClientSession) proxy(session, this);
    }

    /** What users get. */
    ClientSession proxy() {
        return proxy;
    }

    /**
     * The driver's session when the argument is a handle of one; otherwise the argument.
     *
     * @throws IllegalStateException if it is another lease's, whose holder may be using it at this moment
     */
    static @Nullable Object unwrap(LeaseScope scope, @Nullable Object argument) {
        if (argument instanceof ClientSession
                && Proxy.isProxyClass(argument.getClass())
                && Proxy.getInvocationHandler(argument) instanceof SessionHandle handle) {
            handle.scope.check();
            if (handle.scope != scope) {
                throw new IllegalStateException(
                        "The session belongs to another lease: use what came from the same one");
            }
            return handle.session;
        }
        return argument;
    }

    /**
     * Refuses to begin a transaction while one is open. The driver would refuse it, too, but abort the open one without
     * telling its owner, whose later operations then run outside of any transaction.
     */
    static void requireNoTransaction(ClientSession session) {
        if (session.hasActiveTransaction()) {
            throw new IllegalStateException(
                    "A transaction is open already on this lease, and transactions do not nest: it goes on");
        }
    }

    @Override
    Object target() {
        return session;
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, @Nullable Object[] args) throws Throwable {
        if (method.getName().equals("withTransaction")) {
            requireNoTransaction(session);
            args[0] = betweenCalls((TransactionBody<?>) Objects.requireNonNull(args[0]));
        }
        return callDriver(session, method, args);
    }

    private TransactionBody<?> betweenCalls(TransactionBody<?> body) {
        return () -> scope.outside("withTransaction", body::execute);
    }

    @Override
    void close() throws IOException {
        if (!scope.ended()) { // Otherwise the lease's end saw to it.
            scope.close(session);
        }
    }
}
