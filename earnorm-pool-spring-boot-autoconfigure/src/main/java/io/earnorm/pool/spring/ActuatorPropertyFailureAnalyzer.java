package io.earnorm.pool.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Tells of settings of health, meters and observations, which Spring Boot binds, what it tells of pools. */
@Order(Ordered.HIGHEST_PRECEDENCE) // Spring Boot's own analyzers know the causes, and would tell less.
final class ActuatorPropertyFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationPropertiesBindException> {

    private final ConfiguredKeys keys;

    ActuatorPropertyFailureAnalyzer(Environment environment) {
        keys = new ConfiguredKeys(environment);
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ConfigurationPropertiesBindException cause) {
        BindException failure = findCause(cause, BindException.class);
        String prefix = cause.getAnnotation().prefix();
        if (failure == null || !prefix.startsWith(PoolDefinitionsReader.ROOT + ".")) {
            return null; // Not about us.
        }
        PoolPropertyException told =
                new BindFailures(keys).of(failure, ConfigurationPropertyName.of(prefix), cause.getBeanType());
        return new FailureAnalysis(told.description(), told.action(), rootFailure);
    }
}
