package io.earnorm.pool.mongodb;

import com.mongodb.client.MongoClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A pool's client in the hands of others: all of it, but for {@code close()}. */
final class UnclosableClient implements InvocationHandler {

    private final MongoClient client;

    private UnclosableClient(MongoClient client) {
        this.client = client;
    }

    static MongoClient of(MongoClient client) {
        return (MongoClient) Handle.proxy(client, new UnclosableClient(client));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        @Nullable Object[] arguments = args == null ? new Object[0] : args;
        return switch (method.getName()) {
            case "close" -> null;
            case "equals" -> proxy == arguments[0];
            default -> Handle.callDriver(client, method, arguments);
        };
    }
}
