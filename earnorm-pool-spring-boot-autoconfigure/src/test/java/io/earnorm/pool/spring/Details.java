package io.earnorm.pool.spring;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** Beans of Spring Boot's {@code ConnectionDetails}, whose types each generation has in another place. */
final class Details {

    private static final String BUNDLE = "getSslBundle"; // In 3.5 of each form, in 4 of the whole.

    private Details() {}

    /** An application with a bean that says where a Redis service is. */
    static ApplicationContextRunner redis(ApplicationContextRunner application, Map<String, Object> answers) {
        return redis(application, "details", answers);
    }

    static ApplicationContextRunner redis(
            ApplicationContextRunner application, String bean, Map<String, Object> answers) {
        Class<?> type = present(
                "org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails",
                "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails");
        return with(application, bean, type, answers);
    }

    /** An application with a bean that says where a MongoDB service is. */
    static ApplicationContextRunner mongo(ApplicationContextRunner application, Map<String, Object> answers) {
        Class<?> type = present(
                "org.springframework.boot.autoconfigure.mongo.MongoConnectionDetails",
                "org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails");
        return with(application, "details", type, answers);
    }

    static Map<String, Object> server(String host, int port, int database) {
        return Map.of("getHost", host, "getPort", port, "getDatabase", database);
    }

    static Class<?> present(String... candidates) {
        for (String candidate : candidates) {
            if (ClassUtils.isPresent(candidate, null)) {
                return ClassUtils.resolveClassName(candidate, null);
            }
        }
        throw new AssertionError("None of them is present");
    }

    private static <T> ApplicationContextRunner with(
            ApplicationContextRunner application, String bean, Class<T> type, Map<String, Object> answers) {
        return application.withBean(bean, type, () -> type.cast(proxy(type, answers)));
    }

    private static Object proxy(Class<?> type, Map<String, Object> answers) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    case "toString" -> "Details";
                    default -> answer(method, answers);
                });
    }

    @SuppressWarnings("unchecked") // Answers of answers.
    private static Object answer(Method method, Map<String, Object> answers) throws ReflectiveOperationException {
        Object answer = answers.get(method.getName());
        if (answer instanceof Map<?, ?> nested) {
            Map<String, Object> all = new LinkedHashMap<>((Map<String, Object>) nested);
            if (answers.get(BUNDLE) instanceof SslBundle bundle) {
                all.put(BUNDLE, bundle);
            }
            return proxy(method.getReturnType(), all);
        }
        if (method.getName().equals("getNodes")) {
            return nodes(method, (List<String>) answer);
        }
        return answer == null && method.getReturnType() == int.class ? Integer.valueOf(0) : answer;
    }

    private static List<Object> nodes(Method method, List<String> addresses) throws ReflectiveOperationException {
        ParameterizedType list = (ParameterizedType) method.getGenericReturnType();
        Constructor<?> constructor =
                ((Class<?>) list.getActualTypeArguments()[0]).getConstructor(String.class, int.class);
        List<Object> nodes = new ArrayList<>();
        for (String address : addresses) {
            int colon = address.lastIndexOf(':');
            nodes.add(constructor.newInstance(
                    address.substring(0, colon), Integer.valueOf(address.substring(colon + 1))));
        }
        return nodes;
    }
}
