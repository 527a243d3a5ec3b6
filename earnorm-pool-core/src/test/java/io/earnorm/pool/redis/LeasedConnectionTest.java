package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;

class LeasedConnectionTest {

    /** Made of methods that are passed on. */
    private static final Set<String> COMPOSED = Set.of(
            "toString",
            "ping",
            "select",
            "hello",
            "sendCommand",
            "executeCommand",
            "getStatusCodeReply",
            "getBulkReply",
            "getBinaryBulkReply",
            "getIntegerReply",
            "getMultiBulkReply",
            "getBinaryMultiBulkReply",
            "getMany",
            "getOne",
            "getUnflushedObjectMultiBulkReply",
            "getUnflushedObject",
            "getObjectMultiBulkReply",
            "getIntegerMultiBulkReply",
            "reAuthenticate",
            "setCredentials",
            "encodeToBytes");

    /** Called while connecting, or for client-side caching: on the physical connection alone. */
    private static final Set<String> PHYSICAL = Set.of(
            "initializeFromClientConfig",
            "initPushConsumers",
            "addPushConsumer",
            "getAuthXManager",
            "isTokenBasedAuthenticationEnabled",
            "protocolRead",
            "protocolReadPushes",
            "readPushesWithCheckingBroken");

    @Test
    void whateverThisVersionOfJedisAsksOfAConnectionIsPassedOnOrKnown() {
        assertThat(notPassedOn()).isSubsetOf(union(COMPOSED, PHYSICAL));
    }

    private static Set<String> notPassedOn() {
        Set<String> passedOn = Arrays.stream(LeasedConnection.class.getDeclaredMethods())
                .map(LeasedConnectionTest::signature)
                .collect(Collectors.toSet());
        return Arrays.stream(Connection.class.getDeclaredMethods())
                .filter(LeasedConnectionTest::canBeOverridden)
                .filter(method -> !passedOn.contains(signature(method)))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean canBeOverridden(Method method) {
        int modifiers = method.getModifiers();
        return (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers))
                && !Modifier.isStatic(modifiers)
                && !Modifier.isFinal(modifiers);
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }
}
