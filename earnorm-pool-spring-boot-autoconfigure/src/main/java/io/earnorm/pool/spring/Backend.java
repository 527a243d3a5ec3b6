package io.earnorm.pool.spring;

import io.earnorm.pool.Pool;
import org.springframework.util.ClassUtils;

/** The sections for pools below {@code earnorm.pool}. Classes are named, because drivers are optional. */
enum Backend {
    /** Pools of MongoDB connections. */
    MONGODB(
            "io.earnorm.pool.mongodb.MongoPool",
            "com.mongodb.client.MongoClient",
            "org.mongodb:mongodb-driver-sync",
            "mongodb://localhost:27017/orders"),
    /** Pools of Redis connections. */
    REDIS(
            "io.earnorm.pool.redis.RedisPool",
            "redis.clients.jedis.Jedis",
            "redis.clients:jedis",
            "redis://localhost:6379/0"),
    /** Pools of backends that are not in the box. */
    CUSTOM(Pool.class.getName(), Pool.class.getName(), "", "");

    private static final String CLUSTER_CLASS = "io.earnorm.pool.redis.RedisClusterPool";

    private final String poolClass;
    private final String driverClass;
    private final String driver;
    private final String example;

    Backend(String poolClass, String driverClass, String driver, String example) {
        this.poolClass = poolClass;
        this.driverClass = driverClass;
        this.driver = driver;
        this.example = example;
    }

    /** The name of the section, and of the backend itself where it is in the box. */
    String section() {
        return SettingNames.uniform(name());
    }

    boolean inTheBox() {
        return this != CUSTOM;
    }

    /** What the keys below one of its pools are bound to. */
    Class<? extends NamedPoolSettings> settingsType() {
        return switch (this) {
            case MONGODB -> NamedPoolSettings.class;
            case REDIS -> RedisPoolSettings.class;
            case CUSTOM -> CustomPoolSettings.class;
        };
    }

    /** The Maven coordinates of the driver, without a version: Spring Boot manages it. */
    String driver() {
        return driver;
    }

    /** What a URI looks like. */
    String example() {
        return example;
    }

    /** A class that is there when the driver is. */
    String driverClass() {
        return driverClass;
    }

    boolean isDriverPresent(ClassLoader loader) {
        return ClassUtils.isPresent(driverClass, loader);
    }

    /** Whether its pools are of a type. */
    boolean makes(Class<?> type) {
        return type.getName().equals(poolClass)
                || (this == REDIS && type.getName().equals(CLUSTER_CLASS));
    }

    /** What its pools are. Only to be asked when the driver is present. */
    Class<?> poolType(ClassLoader loader) {
        return ClassUtils.resolveClassName(poolClass, loader);
    }

    /** What its pools of clusters are. Only to be asked of Redis, when the driver is present. */
    Class<?> clusterType(ClassLoader loader) {
        return ClassUtils.resolveClassName(CLUSTER_CLASS, loader);
    }
}
