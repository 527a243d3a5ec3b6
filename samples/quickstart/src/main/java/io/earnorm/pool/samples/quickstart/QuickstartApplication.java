package io.earnorm.pool.samples.quickstart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The sample's main class. */
@SpringBootApplication
public class QuickstartApplication {

    /**
     * Starts the sample.
     *
     * @param args Spring Boot's arguments
     */
    public static void main(String[] args) {
        SpringApplication.run(QuickstartApplication.class, args);
    }
}
