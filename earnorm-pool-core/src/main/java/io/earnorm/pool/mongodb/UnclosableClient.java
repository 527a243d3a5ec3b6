package io.earnorm.pool.mongodb;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool's client in the hands of others: all of it, but for {@code close()}. Its databases and collections are views as
 * well, so that they can be kept for as long as the pool: when the client was closed meanwhile, they are those of the next.
 */
final class UnclosableClient implements InvocationHandler {

    private final Origin origin;
    private final IntSupplier age;

    private UnclosableClient(Origin origin, IntSupplier age) {
        this.origin = origin;
        this.age = age;
    }

    /**
     * Makes a view.
     *
     * @param client asked for each call
     * @param age changes when what came from the client cannot be used any more
     */
    static MongoClient of(Supplier<MongoClient> client, IntSupplier age) {
        return (MongoClient) Handle.proxy(client.get(), new UnclosableClient(client::get, age));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        @Nullable Object[] arguments = args == null ? new Object[0] : args;
        return switch (method.getName()) {
            case "close" -> null;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> proxy instanceof MongoClient ? "The client of a pool" : "Of a pool: " + origin.get();
            default -> view(() -> Handle.callDriver(origin.get(), method, arguments));
        };
    }

    private @Nullable Object view(ReplayableCall call) throws Throwable {
        int before = age.getAsInt();
        Object result = call.call();
        if (result instanceof MongoDatabase || result instanceof MongoCollection || result instanceof MongoCluster) {
            return Handle.proxy(result, new UnclosableClient(new Latest(call, age, new Made(result, before)), age));
        }
        return result;
    }

    /** What calls go to. */
    @FunctionalInterface
    private interface Origin {
        Object get() throws Throwable;
    }

    /** Made once for each age of the client: sessions know the client that they come from. */
    private static final class Latest implements Origin {

        private final ReplayableCall call;
        private final IntSupplier age;
        private volatile Made made;

        Latest(ReplayableCall call, IntSupplier age, Made made) {
            this.call = call;
            this.age = age;
            this.made = made;
        }

        @Override
        public Object get() throws Throwable {
            Made latest = made;
            int now = age.getAsInt(); // Before the call: what is closed right after it is made anew next time.
            if (latest.age != now) {
                latest = new Made(Objects.requireNonNull(call.call()), now);
                made = latest;
            }
            return latest.object;
        }
    }

    /** What came from the client, and how old that was before. */
    private record Made(Object object, int age) {}
}
