package io.earnorm.pool.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of {@code docs/faults.md} has a test that proves it, and each test of a fault has its row. */
class FaultTableTest {

    private static final Path TABLE = Path.of("..", "docs", "faults.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|.*`(\\w+Test)\\.(\\w+)` *\\|$");

    @Test
    void tableAndTestsNameTheSame() throws IOException {
        List<String> rows = ROW.matcher(Files.readString(TABLE))
                .results()
                .map(row -> row.group(1) + "." + row.group(2))
                .toList();

        assertThat(rows).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tests());
    }

    private static List<String> tests() {
        return Stream.of(
                        DnsFaultsTest.class,
                        MongoNetworkFaultsTest.class,
                        MongoServerFaultsTest.class,
                        RedisNetworkFaultsTest.class,
                        RedisServerFaultsTest.class)
                .flatMap(tests -> Arrays.stream(tests.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(Method::getName)
                        .map(name -> tests.getSimpleName() + "." + name))
                .toList();
    }
}
