package io.earnorm.pool.samples.quickstart.servers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts a MongoDB and a Redis of the sample's own before anything connects, each only when its URI is not
 * configured, and ends them after the application, or when its start fails.
 */
public final class LocalServers
        implements ApplicationContextInitializer<ConfigurableApplicationContext>,
                ApplicationListener<ApplicationFailedEvent> {

    private static final Logger log = LoggerFactory.getLogger(LocalServers.class);

    private final List<LocalServer> running = new ArrayList<>();
    private final Map<String, Object> uris = new HashMap<>();

    /** Starts nothing yet. */
    public LocalServers() {
        // Run at JVM exit, after the application is closed: its pools drain against living servers.
        SpringApplication.getShutdownHandlers().add(this::stop);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        startUnlessSet(environment, "earnorm.pool.mongodb.orders.uri", LocalMongo::start);
        startUnlessSet(environment, "earnorm.pool.redis.cache.uri", LocalRedis::start);
        environment.getPropertySources().addLast(new MapPropertySource("localServers", uris));
    }

    private synchronized void startUnlessSet(
            ConfigurableEnvironment environment, String property, Supplier<LocalServer> start) {
        if (!environment.containsProperty(property)) {
            LocalServer server = start.get();
            running.add(server);
            uris.put(property, server.uri());
            log.info("Started {} for this sample; it ends with the application", server.name());
        }
    }

    /** Their threads would keep the process alive. */
    @Override
    public void onApplicationEvent(ApplicationFailedEvent failure) {
        stop();
    }

    private synchronized void stop() {
        running.forEach(server -> server.stop().run());
        running.clear();
    }
}
