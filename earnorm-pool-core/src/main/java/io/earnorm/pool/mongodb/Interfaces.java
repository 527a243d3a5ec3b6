package io.earnorm.pool.mongodb;

import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;

/** The public interfaces of a class: what a proxy for its objects has to implement. */
final class Interfaces extends ClassValue<Class<?>[]> {

    private static final Interfaces ALL = new Interfaces();

    private Interfaces() {}

    static Class<?>[] of(Class<?> type) {
        return ALL.get(type).clone();
    }

    @Override
    protected Class<?>[] computeValue(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        collect(type, found);
        return found.toArray(Class<?>[]::new);
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        for (Class<?> implemented : type.getInterfaces()) {
            if (Modifier.isPublic(implemented.getModifiers())) {
                found.add(implemented);
            } else {
                collect(implemented, found);
            }
        }
        if (type.getSuperclass() != null) {
            collect(type.getSuperclass(), found);
        }
    }
}
