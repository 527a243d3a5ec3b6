package io.earnorm.pool.samples.custom;

import io.earnorm.pool.Pool;
import java.io.IOException;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/**
 * The same backend in Spring Boot: {@code application.yml} names it, the starter makes the pool, its health, its
 * meters and its place in the endpoint.
 */
@SpringBootApplication
public class GreetingApplication {

    /**
     * Starts a server on this machine and an application that talks to it.
     *
     * @param args Spring Boot's arguments
     * @throws IOException if the server cannot be started
     */
    public static void main(String[] args) throws IOException {
        try (LineServer server = new LineServer()) {
            new SpringApplicationBuilder(GreetingApplication.class)
                    .properties("lines.uri=" + server.uri())
                    .run(args)
                    .close();
        }
    }

    @Bean
    CommandLineRunner greet(Pool<LineConnection> greeter) {
        return args -> System.out.println("from YAML: " + greeter.execute(connection -> connection.upper("hello")));
    }
}
