package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCompressor;
import io.earnorm.pool.PoolOptions;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a library for a compressor is missing is said when the pool is made, and not by every operation. */
class CompressorsTest {

    @ParameterizedTest
    @CsvSource({"snappy, org.xerial.snappy:snappy-java", "'zlib,zstd', com.github.luben:zstd-jni"})
    void aMissingLibraryIsNamedWhenThePoolIsMade(String compressors, String library) throws Exception {
        try (URLClassLoader without = withoutLibraries()) {
            assertThatThrownBy(() -> createPool(without, "mongodb://host/shop?compressors=" + compressors))
                    .hasToString("io.earnorm.pool.exception.PoolConfigurationException: The compressor '%s' needs the "
                                    .formatted(last(compressors))
                            + "library %s, which is not there: add it, or leave '%s' out"
                                    .formatted(library, last(compressors)));
        }
    }

    @Test
    void whatTheJdkKnowsNeedsNoLibrary() throws Exception {
        try (URLClassLoader without = withoutLibraries()) {
            assertThatCode(() -> createPool(without, "mongodb://host/shop?compressors=zlib"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void librariesThatAreThereAreFound() {
        assertThatCode(() -> Compressors.require(List.of(
                        MongoCompressor.createSnappyCompressor(),
                        MongoCompressor.createZlibCompressor(),
                        MongoCompressor.createZstdCompressor())))
                .doesNotThrowAnyException();
    }

    /** In classes of its own: the driver must not find what this test can. */
    private static void createPool(ClassLoader classes, String uri) throws Throwable {
        Class<?> test = classes.loadClass(CompressorsTest.class.getName());
        Method create = test.getDeclaredMethod("createPool", String.class);
        create.setAccessible(true);
        try {
            create.invoke(null, uri);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void createPool(String uri) {
        MongoPool.create(PoolOptions.builder().uri(uri).build()).close();
    }

    private static URLClassLoader withoutLibraries() {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("snappy-java") && !entry.contains("zstd-jni"))
                .map(CompressorsTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String last(String compressors) {
        return compressors.substring(compressors.lastIndexOf(',') + 1);
    }
}
