package io.earnorm.pool.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an object of the driver for as long as a lease lasts.
 *
 * <p>A dynamic proxy, because the driver's interfaces gain methods: a compiled wrapper breaks then, or lets the new method
 * pass by the lease and its session.
 */
abstract class Handle implements InvocationHandler {

    final LeaseScope scope;

    Handle(LeaseScope scope) {
        this.scope = scope;
    }

    /** The driver's object. */
    abstract Object target();

    /** A call of anything but {@code Object}'s methods and {@code close()}, while the lease lasts. */
    abstract @Nullable Object call(Object proxy, Method method, @Nullable Object[] args) throws Throwable;

    /** {@code close()}, also after the end of the lease. */
    void close() throws Exception {}

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
            throws Throwable {
        @Nullable Object[] arguments = args == null ? new Object[0] : args;
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        if (method.getName().equals("close") && arguments.length == 0) {
            close();
            return null;
        }
        if (Loops.include(method)) {
            return Loops.run(proxy, method, arguments);
        }
        scope.enter(method.getName());
        try {
            return call(proxy, method, arguments);
        } finally {
            scope.leave();
        }
    }

    private Object ofObject(Object proxy, Method method, @Nullable Object[] args) {
        return switch (method.getName()) {
            case "equals" -> proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "Leased " + target();
        };
    }

    /** A handle for what the driver returned, or that itself when it needs none. */
    static @Nullable Object of(LeaseScope scope, @Nullable Object result, ReplayableCall origin) {
        if (result instanceof MongoIterable<?> iterable) {
            return proxy(result, new IterableHandle(scope, iterable, origin));
        }
        if (result instanceof MongoDatabase || result instanceof MongoCollection || result instanceof MongoCluster) {
            return proxy(result, new OperationsHandle(scope, result, result));
        }
        if (result instanceof MongoCursor<?> cursor) {
            return proxy(result, new CursorHandle(scope, cursor));
        }
        if (result instanceof ClientSession session) {
            scope.track(session);
            return new SessionHandle(scope, session).proxy();
        }
        return result;
    }

    static Object proxy(Object target, InvocationHandler handler) {
        Class<?> type = target.getClass();
        return Proxy.newProxyInstance(type.getClassLoader(), Interfaces.of(type), handler);
    }

    /** Calls the driver, and throws what it throws. */
    static @Nullable Object callDriver(Object target, Method method, @Nullable Object... args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
