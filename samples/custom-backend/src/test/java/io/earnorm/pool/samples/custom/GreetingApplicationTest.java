package io.earnorm.pool.samples.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest
@ExtendWith(OutputCaptureExtension.class)
class GreetingApplicationTest {

    private static final LineServer SERVER = start();

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry properties) {
        properties.add("lines.uri", SERVER::uri);
    }

    @AfterAll
    static void stopServer() {
        SERVER.close();
    }

    @Test
    void yamlMakesAPoolOfTheCustomBackend(@Autowired Pool<?> greeter, CapturedOutput output) {
        assertThat(greeter).isInstanceOf(LinePool.class);
        assertThat(greeter.name()).isEqualTo("greeter");
        assertThat(greeter.config().maxSize()).isEqualTo(4);
        assertThat(output).contains("from YAML: HELLO");
    }

    private static LineServer start() {
        try {
            return new LineServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
