package io.earnorm.pool.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoIterable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query that was described, but not run yet. The driver binds it to a session when it is described; so when the lease's
 * session begins, or ends, before it is run, it is described again: otherwise it would run outside of the transaction.
 */
final class IterableHandle extends Handle {

    private final ReplayableCall origin;
    private final List<Step> steps = new ArrayList<>();
    private MongoIterable<?> target;
    private @Nullable ClientSession boundTo;

    IterableHandle(LeaseScope scope, MongoIterable<?> target, ReplayableCall origin) {
        super(scope);
        this.origin = origin;
        this.target = target;
        this.boundTo = scope.session();
    }

    @Override
    Object target() {
        return target;
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, @Nullable Object[] args) throws Throwable {
        rebind();
        Object result = callDriver(target, method, args);
        if (result == target) { // filter(), limit(), ... change the query itself.
            steps.add(new Step(method, args));
            return proxy;
        }
        return of(scope, result, () -> callDriver(describe(), method, args));
    }

    private void rebind() throws Throwable {
        if (boundTo != scope.session()) {
            target = describe();
            boundTo = scope.session();
        }
    }

    private MongoIterable<?> describe() throws Throwable {
        Object again = origin.call();
        for (Step step : steps) {
            again = callDriver(Objects.requireNonNull(again), step.method, step.args);
        }
        return (MongoIterable<?>) Objects.requireNonNull(again);
    }

    /** Not a record: nobody compares it, and arrays in records compare badly. */
    private static final class Step {
        final Method method;
        final @Nullable Object[] args;

        Step(Method method, @Nullable Object[] args) {
            this.method = method;
            this.args = args;
        }
    }
}
