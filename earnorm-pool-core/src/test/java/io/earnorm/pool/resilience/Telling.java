package io.earnorm.pool.resilience;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told. */
record Telling(List<String> told) implements StateListener {

    @Override
    public void opened(@Nullable Throwable lastFailure, Duration retryAfter) {
        String why = lastFailure == null ? "unknown" : String.valueOf(lastFailure.getMessage());
        told.add("opened by %s for %d ms".formatted(why, retryAfter.toMillis()));
    }

    @Override
    public void closed() {
        told.add("closed");
    }
}
