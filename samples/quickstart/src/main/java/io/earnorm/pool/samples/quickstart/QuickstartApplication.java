package io.earnorm.pool.samples.quickstart;

import io.earnorm.pool.samples.quickstart.servers.LocalServers;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Orders in MongoDB, read through a Redis cache; both through pools that {@code application.yml} configures. */
@SpringBootApplication
public class QuickstartApplication {

    /**
     * Starts the sample, with servers of its own where none are configured.
     *
     * @param args Spring Boot's arguments
     */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(QuickstartApplication.class);
        LocalServers servers = new LocalServers();
        application.addInitializers(servers);
        application.addListeners(servers);
        application.run(args);
    }
}
