package io.earnorm.pool.mongodb;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls of iterables and cursors that consist of other calls, with the user's code in between. Done here with the handle's
 * own methods: the driver's would keep the lease busy meanwhile, and hand out cursors without a handle.
 */
final class Loops {

    private static final Set<String> NAMES = Set.of("forEach", "forEachRemaining", "spliterator");

    private Loops() {}

    static boolean include(Method method) {
        return NAMES.contains(method.getName());
    }

    @SuppressWarnings("unchecked") // A consumer of what the iterable or cursor has: the compiler saw to it.
    static @Nullable Object run(Object proxy, Method method, @Nullable Object[] args) {
        if (method.getName().equals("spliterator")) {
            return Spliterators.spliteratorUnknownSize(((Iterable<?>) proxy).iterator(), 0);
        }
        Consumer<Object> action = (Consumer<Object>) Objects.requireNonNull(args[0], "action");
        if (proxy instanceof MongoCursor<?> cursor) {
            forEach(cursor, action);
        } else {
            try (MongoCursor<?> cursor = ((MongoIterable<?>) proxy).cursor()) {
                forEach(cursor, action);
            }
        }
        return null;
    }

    private static void forEach(MongoCursor<?> cursor, Consumer<Object> action) {
        while (cursor.hasNext()) {
            action.accept(cursor.next());
        }
    }
}
