package io.earnorm.pool.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.PoolHealth;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was seen of a fault, and of the recovery from it. */
final class Outcome {

    private final Map<Class<?>, Throwable> failures = new HashMap<>();
    private long longestNanos;
    private String reason = "";
    Duration saidAfter = Duration.ZERO;
    int attempts;
    Duration lasted = Duration.ZERO;
    Duration servedAfter = Duration.ZERO;
    Duration upAfter = Duration.ZERO;
    int opened;

    /** {@return what callers were told while it lasted, one of each kind} */
    Map<Class<?>, Throwable> failures() {
        return failures;
    }

    /** Fails if a caller was told anything else while it lasted. */
    void toldNothingBut(Class<?>... allowed) {
        assertThat(failures.values()).allSatisfy(failure -> assertThat(failure).isInstanceOfAny(allowed));
    }

    /** {@return the longest call that began while it lasted} */
    Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    /** {@return what health gave as the reason while it lasted} */
    String reason() {
        return reason;
    }

    /** {@return how many connections were opened until all callers were served again} */
    int opened() {
        return opened;
    }

    PoolHealth saying(PoolHealth health) {
        reason = health.reason();
        return health;
    }

    void heard(List<Caller> callers) {
        for (Caller caller : callers) {
            Caller.Notes page = caller.notes();
            longestNanos = Math.max(longestNanos, page.longest);
            page.failures.forEach(failures::putIfAbsent);
        }
    }

    /** For docs/faults.md: -DargLine=-Dearnorm.test.faults.print=true. */
    void print() {
        if (Boolean.getBoolean("earnorm.test.faults.print")) {
            String test = StackWalker.getInstance()
                    .walk(frames -> frames.filter(frame -> frame.getClassName().endsWith("Test"))
                            .findFirst()
                            .map(StackWalker.StackFrame::getMethodName)
                            .orElse("?"));
            System.out.println(test + ": " + this);
        }
    }

    @Override
    public String toString() {
        String told = failures.keySet().stream()
                .map(Class::getSimpleName)
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(", "));
        return "told [%s], longest call %d ms; health after %d ms: %s; %d attempts in %d ms; served again after %d ms, up after %d ms, %d opened"
                .formatted(
                        told,
                        longestNanos / 1_000_000,
                        saidAfter.toMillis(),
                        reason,
                        attempts,
                        lasted.toMillis(),
                        servedAfter.toMillis(),
                        upAfter.toMillis(),
                        opened);
    }
}
