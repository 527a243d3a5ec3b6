package io.earnorm.pool.testing.redis;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link WithRedisCluster} does. */
public final class RedisClusterExtension implements ExecutionCondition, BeforeEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(RedisCluster.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return RedisBinary.isRequired() || RedisBinary.find().isPresent()
                ? ConditionEvaluationResult.enabled("There is a redis-server, or the tests have to fail")
                : ConditionEvaluationResult.disabled(RedisBinary.MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RedisCluster.class;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        cluster(context).refresh();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    /** Starting a cluster takes seconds, so the run has one; closed when the run ends. */
    private static RedisCluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(RedisCluster.class, type -> RedisCluster.start(), RedisCluster.class);
    }
}
