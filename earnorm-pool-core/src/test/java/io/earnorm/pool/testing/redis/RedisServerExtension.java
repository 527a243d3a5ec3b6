package io.earnorm.pool.testing.redis;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link WithRedis} does. */
public final class RedisServerExtension
        implements ExecutionCondition, BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {

    private @Nullable RedisServer server;
    private int depth; // Nested test classes share the extension of the outer one.

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return RedisBinary.isRequired() || RedisBinary.find().isPresent()
                ? ConditionEvaluationResult.enabled("There is a redis-server, or the tests have to fail")
                : ConditionEvaluationResult.disabled(RedisBinary.MISSING);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        depth++;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (server != null) {
            server.refresh();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--depth == 0 && server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RedisServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RedisServer current = server;
        if (current == null) {
            current = RedisServer.start();
            server = current;
        }
        return current;
    }
}
