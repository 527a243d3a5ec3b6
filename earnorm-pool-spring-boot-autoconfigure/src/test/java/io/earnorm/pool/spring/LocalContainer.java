package io.earnorm.pool.spring;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Looks to Spring Boot like a container, and is a server that runs here: for machines without Docker. */
final class LocalContainer extends GenericContainer<LocalContainer> {

    private final int port;

    LocalContainer(String image, int port) {
        super(DockerImageName.parse(image));
        this.port = port;
    }

    @Override
    public void start() {
        // It runs.
    }

    @Override
    public void stop() {
        // Whoever started it stops it.
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public String getHost() {
        return "127.0.0.1";
    }

    @Override
    public Integer getMappedPort(int originalPort) {
        return port;
    }
}
