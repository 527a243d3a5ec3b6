package io.earnorm.pool.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells which setting cannot work, and what to do. */
@Order(Ordered.HIGHEST_PRECEDENCE) // Spring Boot's own analyzers know the causes, and would tell less.
final class PoolPropertyFailureAnalyzer extends AbstractFailureAnalyzer<PoolPropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PoolPropertyException cause) {
        return new FailureAnalysis(cause.description(), cause.action(), rootFailure);
    }
}
