package io.earnorm.pool.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether pools are wanted. Spring Boot's own condition compares texts: with it {@code on} and a typing mistake alike would
 * mean an application without pools, and without a word about it.
 */
final class OnPoolsEnabled extends SpringBootCondition {

    static final ConfigurationPropertyName PROPERTY = PoolDefinitionsReader.ROOT.append("enabled");

    /**
     * Reads the property.
     *
     * @return true when nothing is written
     * @throws PoolPropertyException if it is neither true nor false
     */
    static boolean isEnabled(Environment environment) {
        try {
            return Binder.get(environment)
                    .bind(PROPERTY.toString(), Boolean.class)
                    .orElse(true);
        } catch (BindException e) {
            throw new BindFailures(new ConfiguredKeys(environment)).of(e, PROPERTY, EarnormPoolProperties.class);
        }
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean enabled = isEnabled(context.getEnvironment());
        return new ConditionOutcome(
                enabled, ConditionMessage.forCondition("EarnORM Pool").because(PROPERTY + " is " + enabled));
    }
}
