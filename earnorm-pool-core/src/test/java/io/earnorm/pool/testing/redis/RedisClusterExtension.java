package io.earnorm.pool.testing.redis;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link WithRedisCluster} does. */
public final class RedisClusterExtension implements ExecutionCondition, ParameterResolver {

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

    /** Starting a cluster takes seconds, so the run has one; closed when the run ends. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RedisCluster cluster = context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(RedisCluster.class, type -> RedisCluster.start(), RedisCluster.class);
        cluster.refresh();
        return cluster;
    }
}
