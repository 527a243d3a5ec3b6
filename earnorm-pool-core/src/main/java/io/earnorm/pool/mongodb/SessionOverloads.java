package io.earnorm.pool.mongodb;

import com.mongodb.client.ClientSession;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Knows for each operation of the driver's interfaces the variant that takes a session: the method of the same name with a
 * {@link ClientSession} in front.
 */
final class SessionOverloads {

    private static final Map<Method, Optional<Method>> KNOWN = new ConcurrentHashMap<>();

    /** Beside those that begin with {@code get} and {@code with}. */
    private static final Set<String> NO_OPERATIONS = Set.of("startSession", "appendMetadata");

    private SessionOverloads() {}

    static Optional<Method> of(Method method) {
        return KNOWN.computeIfAbsent(method, SessionOverloads::find);
    }

    /** Whether a method asks the server, and was not given a session. */
    static boolean isOperationWithoutSession(Method method) {
        String name = method.getName();
        return !takesSession(method)
                && !name.startsWith("get")
                && !name.startsWith("with")
                && !NO_OPERATIONS.contains(name);
    }

    private static Optional<Method> find(Method method) {
        if (!isOperationWithoutSession(method)) {
            return Optional.empty();
        }
        Class<?>[] parameters = Stream.concat(Stream.of(ClientSession.class), Stream.of(method.getParameterTypes()))
                .toArray(Class<?>[]::new);
        try {
            return Optional.of(method.getDeclaringClass().getMethod(method.getName(), parameters));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    private static boolean takesSession(Method method) {
        return method.getParameterCount() > 0 && method.getParameterTypes()[0] == ClientSession.class;
    }
}
