package io.earnorm.pool.mongodb;

import io.earnorm.pool.Pool;
import io.earnorm.pool.PoolBackend;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.exception.PoolConfigurationException;

/** Makes {@link MongoPool}s. Can be loaded without the driver, so that a missing driver is one clear error. */
public final class MongoBackend implements PoolBackend {

    /** The backend's name. */
    public static final String NAME = "mongodb";

    private static final String DRIVER = "com.mongodb.client.MongoClient";

    /** For {@link java.util.ServiceLoader}. */
    public MongoBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Makes a pool. Starts nothing.
     *
     * @param options as for {@link MongoPool#create(PoolOptions)}
     * @return a new pool
     * @throws PoolConfigurationException if an option cannot work, or the driver is not on the class path
     */
    @Override
    public Pool<?> create(PoolOptions options) {
        requireDriver();
        return MongoPool.create(options);
    }

    private static void requireDriver() {
        try {
            Class.forName(DRIVER, false, MongoBackend.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new PoolConfigurationException(
                    "Backend 'mongodb' needs the MongoDB driver on the class path: add the dependency"
                            + " org.mongodb:mongodb-driver-sync",
                    e);
        }
    }
}
