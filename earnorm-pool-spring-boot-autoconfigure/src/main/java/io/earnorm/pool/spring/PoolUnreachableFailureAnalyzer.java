package io.earnorm.pool.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which backend is down, when the application was not to start without it. */
final class PoolUnreachableFailureAnalyzer extends AbstractFailureAnalyzer<PoolUnreachableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PoolUnreachableException failure) {
        return new FailureAnalysis(
                failure.getMessage(),
                "Start the backend, or correct where the pool connects to, and as whom. To start without the backend, set %s to a negative time, for example -1."
                        .formatted(failure.setting()),
                rootFailure);
    }
}
