package io.earnorm.pool.mongodb;

import com.mongodb.client.MongoCursor;
import java.io.IOException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A cursor that is closed with the lease, if not before. */
final class CursorHandle extends Handle {

    private final MongoCursor<?> cursor;

    CursorHandle(LeaseScope scope, MongoCursor<?> cursor) {
        super(scope);
        this.cursor = cursor;
        scope.track(cursor);
    }

    @Override
    Object target() {
        return cursor;
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, @Nullable Object[] args) throws Throwable {
        Object result = callDriver(cursor, method, args);
        if (Boolean.FALSE.equals(result)) { // hasNext(): the driver has closed it by itself.
            scope.untrack(cursor);
        }
        return result;
    }

    @Override
    void close() throws IOException {
        scope.close(cursor);
    }
}
