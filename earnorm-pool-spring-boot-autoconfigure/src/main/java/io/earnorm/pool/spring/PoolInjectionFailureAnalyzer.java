package io.earnorm.pool.spring;

import io.earnorm.pool.ManagedPool;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells which property gives a pool to somebody who wants one, and how to choose among several. */
@Order(Ordered.HIGHEST_PRECEDENCE) // Spring Boot's own would advise to define a bean.
final class PoolInjectionFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, NoSuchBeanDefinitionException cause, @Nullable String description) {
        Class<?> type = cause.getResolvableType() == null
                ? null
                : cause.getResolvableType().resolve();
        if (type == null || !ManagedPool.class.isAssignableFrom(type)) {
            return null; // Not about a pool.
        }
        String where = Objects.requireNonNullElse(description, "A component");
        return cause instanceof NoUniqueBeanDefinitionException several
                ? several(rootFailure, several, where, type)
                : none(rootFailure, where, type);
    }

    private static FailureAnalysis several(
            Throwable rootFailure, NoUniqueBeanDefinitionException several, String where, Class<?> type) {
        Collection<String> beans = several.getBeanNamesFound();
        String found = String.join(", ", beans == null ? List.of() : new TreeSet<>(beans));
        return new FailureAnalysis(
                "%s wants a pool of type %s, and there are several: %s.".formatted(where, type.getName(), found),
                "Choose one with @Qualifier and its name below earnorm.pool, or set primary: true for one of them.",
                rootFailure);
    }

    private static FailureAnalysis none(Throwable rootFailure, String where, Class<?> type) {
        return new FailureAnalysis(
                "%s wants a pool of type %s, and there is none that fits.".formatted(where, type.getName()),
                "Configure one: %s. If there is one, look at the name in @Qualifier, and whether earnorm.pool.enabled is false."
                        .formatted(property(type)),
                rootFailure);
    }

    private static String property(Class<?> type) {
        for (Backend backend : Backend.values()) {
            if (backend.inTheBox() && backend.makes(type)) {
                return "set earnorm.pool.%1$s.uri, or earnorm.pool.%1$s.<name>.uri for more than one"
                        .formatted(backend.section());
            }
        }
        return "set earnorm.pool.mongodb.uri, earnorm.pool.redis.uri, or earnorm.pool.custom.<name>.type";
    }
}
