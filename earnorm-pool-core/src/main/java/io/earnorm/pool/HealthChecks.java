package io.earnorm.pool;

import io.earnorm.pool.engine.Questions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The users' own questions. What they leave behind on a connection is cleared as after a lease. */
final class HealthChecks<C> implements Questions<C> {

    private final BackendAdapter<C> backend;
    private final List<HealthCheck<? super C>> checks = new CopyOnWriteArrayList<>();

    HealthChecks(BackendAdapter<C> backend) {
        this.backend = backend;
    }

    void add(HealthCheck<? super C> check) {
        checks.add(Objects.requireNonNull(check, "check"));
    }

    @Override
    public List<String> complaints(C connection) {
        if (checks.isEmpty()) {
            return List.of();
        }
        C view = backend.view(connection);
        List<String> complaints = new ArrayList<>();
        for (HealthCheck<? super C> check : checks) {
            try {
                check.check(view);
            } catch (Exception e) {
                complaints.add(check.name() + ": " + e);
            }
        }
        return complaints;
    }

    @Override
    public void clean(C connection) throws Exception {
        if (!checks.isEmpty()) {
            backend.reset(connection);
        }
    }
}
