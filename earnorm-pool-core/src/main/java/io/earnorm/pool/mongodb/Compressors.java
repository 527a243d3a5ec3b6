package io.earnorm.pool.mongodb;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCompressor;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The libraries that the driver compresses with. It looks for them when it compresses for the first time, and each operation
 * fails then with an {@code Error}; here they are missed before there is anything to compress.
 */
final class Compressors {

    /** By the driver's name of the compressor; {@code zlib} is in the JDK. */
    private static final Map<String, Library> LIBRARIES = Map.of(
            "snappy", new Library("org.xerial.snappy.Snappy", "org.xerial.snappy:snappy-java"),
            "zstd", new Library("com.github.luben.zstd.Zstd", "com.github.luben:zstd-jni"));

    private Compressors() {}

    /**
     * Sees to it that there is a library for each.
     *
     * @throws PoolConfigurationException if one is missing
     */
    static void require(List<MongoCompressor> compressors) {
        compressors.forEach(compressor -> require(compressor.getName().toLowerCase(Locale.ROOT)));
    }

    private static void require(String name) {
        Library library = LIBRARIES.get(name);
        if (library != null && !library.isThere()) {
            throw new PoolConfigurationException(
                    "The compressor '%s' needs the library %s, which is not there: add it, or leave '%s' out"
                            .formatted(name, library.artifact, name));
        }
    }

    private record Library(String type, String artifact) {

        /** Where the driver looks for it; nothing of it is run. */
        boolean isThere() {
            try {
                Class.forName(type, false, MongoClientSettings.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }
}
