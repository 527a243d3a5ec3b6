package io.earnorm.pool.spring;

import io.earnorm.pool.metrics.PoolListener;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/**
 * What a native image has to keep for the pools: the properties, which are bound when the application starts, and the
 * interfaces of the MongoDB driver that leases hand out behind proxies.
 */
final class PoolRuntimeHints implements RuntimeHintsRegistrar {

    private static final String MONGODB = "com.mongodb.client.";

    private static final String ITERABLE = "MongoIterable";

    /** The driver's classes implement one of these each. */
    private static final List<String> ALONE = List.of(
            "MongoClient",
            "MongoCluster",
            "MongoDatabase",
            "MongoCollection",
            "MongoCursor",
            "MongoChangeStreamCursor",
            "ListCollectionNamesIterable",
            ITERABLE);

    /** The driver's classes implement these and {@code MongoIterable}. */
    private static final List<String> ITERABLES = List.of(
            "AggregateIterable",
            "ChangeStreamIterable",
            "DistinctIterable",
            "FindIterable",
            "ListCollectionsIterable",
            "ListDatabasesIterable",
            "ListIndexesIterable",
            "ListSearchIndexesIterable",
            "MapReduceIterable");

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        BindableRuntimeHintsRegistrar.forTypes(EarnormPoolProperties.class, NamedPoolSettings.class)
                .registerHints(hints);
        // Which events a listener wants is seen by which methods it has.
        hints.reflection().registerType(PoolListener.class, MemberCategory.INVOKE_PUBLIC_METHODS);
        for (Backend backend : Backend.values()) {
            hints.reflection().registerTypeIfPresent(loader, backend.driverClass());
        }
        if (ClassUtils.isPresent(MONGODB + "MongoClient", loader)) {
            ALONE.forEach(type -> proxy(hints, type(type)));
            ITERABLES.forEach(type -> proxy(hints, type(type), type(ITERABLE)));
            proxy(hints, type("ClientSession"), TypeReference.of("com.mongodb.session.ClientSession"));
        }
    }

    private static TypeReference type(String name) {
        return TypeReference.of(MONGODB + name);
    }

    /** Its methods are called by reflection. */
    private static void proxy(RuntimeHints hints, TypeReference... interfaces) {
        hints.proxies().registerJdkProxy(interfaces);
        Stream.of(interfaces)
                .forEach(type -> hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS));
    }
}
