package io.earnorm.pool.mongodb;

import com.mongodb.client.ClientSession;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client, database or collection whose operations join the lease's session once it has begun. */
final class OperationsHandle extends Handle {

    private final Object target;
    private final Object operations;

    /**
     * Makes a handle.
     *
     * @param target the driver's object
     * @param operations what its operations are called on: itself, or of a client a cluster with other preferences
     */
    OperationsHandle(LeaseScope scope, Object target, Object operations) {
        super(scope);
        this.target = target;
        this.operations = operations;
    }

    @Override
    Object target() {
        return target;
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, @Nullable Object[] args) throws Throwable {
        @Nullable
        Object[] raw = Arrays.stream(args)
                .map(argument -> SessionHandle.unwrap(scope, argument))
                .toArray();
        ReplayableCall call = () -> inSession(method, raw);
        return of(scope, call.call(), call);
    }

    private @Nullable Object inSession(Method method, @Nullable Object[] args) throws Throwable {
        Optional<Method> overload = SessionOverloads.of(method);
        ClientSession session = scope.session();
        if (session != null && overload.isPresent()) {
            return callDriver(
                    on(overload.get()),
                    overload.get(),
                    Stream.concat(Stream.of(session), Arrays.stream(args)).toArray());
        }
        if (overload.isEmpty() && SessionOverloads.isOperationWithoutSession(method) && scope.inTransaction()) {
            throw new IllegalStateException(
                    method.getName() + "() cannot join a transaction, and one is open. Use another lease for it");
        }
        return callDriver(on(method), method, args);
    }

    private Object on(Method method) {
        return method.getDeclaringClass().isInstance(operations) ? operations : target;
    }
}
