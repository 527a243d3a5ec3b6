package io.earnorm.pool.samples.quickstart.e2e;

import io.earnorm.pool.testing.redis.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;

/** The application and its two servers, each a process of its own, the servers with passwords. */
final class Deployment implements AutoCloseable {

    static final String REDIS_PASSWORD = "redis-" + UUID.randomUUID();
    static final String MONGO_PASSWORD = "mongo-" + UUID.randomUUID();

    final Path folder;
    final RedisServer redis;
    final MongoProcess mongo;
    final ApplicationProcess application;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    /** Hands the application one URI by an environment variable and the other by a file. */
    Deployment(String name, String... arguments) throws IOException {
        folder = Path.of("target", "e2e", name).toAbsolutePath();
        FileSystemUtils.deleteRecursively(folder); // What the last run left.
        Files.createDirectories(folder);
        redis = RedisServer.builder().password(REDIS_PASSWORD).start();
        mongo = MongoProcess.start(MONGO_PASSWORD);
        Path secrets = Files.writeString(
                folder.resolve("secrets.properties"), "earnorm.pool.mongodb.orders.uri=" + mongoUri() + "\n");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--spring.config.additional-location=" + secrets.toUri());
        application = ApplicationProcess.start(
                folder, Map.of("EARNORM_POOL_REDIS_CACHE_URI", redisUri()), all.toArray(String[]::new));
        port = application.port();
    }

    private String redisUri() {
        return "redis://:%s@127.0.0.1:%d".formatted(REDIS_PASSWORD, redis.port());
    }

    private String mongoUri() {
        return "mongodb://%s:%s@127.0.0.1:%d/?authMechanism=PLAIN&authSource=$external"
                .formatted(PasswordMongo.USER, MONGO_PASSWORD, mongo.port());
    }

    HttpRequest get(String path) {
        return request(path).build();
    }

    HttpRequest post(String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        application.close();
        mongo.close();
        redis.close();
    }
}
