package io.earnorm.pool.mongodb;

import com.mongodb.client.MongoClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pool's client in the hands of others: all of it, but for {@code close()}. */
final class UnclosableClient implements InvocationHandler {

    private final Supplier<MongoClient> client;

    private UnclosableClient(Supplier<MongoClient> client) {
        this.client = client;
    }

    /**
     * Makes a view.
     *
     * @param client asked for each call
     */
    static MongoClient of(Supplier<MongoClient> client) {
        return (MongoClient) Handle.proxy(client.get(), new UnclosableClient(client));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        @Nullable Object[] arguments = args == null ? new Object[0] : args;
        return switch (method.getName()) {
            case "close" -> null;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "The client of a pool";
            default -> Handle.callDriver(client.get(), method, arguments);
        };
    }
}
