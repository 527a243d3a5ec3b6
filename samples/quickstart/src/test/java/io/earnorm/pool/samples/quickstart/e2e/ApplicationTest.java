package io.earnorm.pool.samples.quickstart.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.earnorm.pool.testing.redis.WithRedis;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a first user meets, over HTTP, with the application in a process of its own. */
@WithRedis
class ApplicationTest {

    private static Deployment deployment;

    @BeforeAll
    static void start() throws IOException {
        deployment = new Deployment(
                "application",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.env.show-values=always",
                "--management.endpoint.configprops.show-values=always");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void ordersAreCreatedAndReadThroughTheCache() throws Exception {
        HttpResponse<String> created =
                deployment.send(deployment.post("/orders", "{\"customer\":\"Ada\",\"item\":\"Tea\",\"quantity\":2}"));
        assertThat(created.statusCode()).isEqualTo(201);
        String location = created.headers().firstValue("Location").orElseThrow();

        HttpResponse<String> first = deployment.send(deployment.get(location));
        HttpResponse<String> second = deployment.send(deployment.get(location));
        assertThat(first.headers().firstValue("X-Read-From")).contains("database");
        assertThat(second.headers().firstValue("X-Read-From")).contains("cache");
        assertThat(second.body()).isEqualTo(first.body()).isEqualTo(created.body());
        assertThat(Json.parse(second.body()).path("customer").asText()).isEqualTo("Ada");

        String id = Json.parse(created.body()).path("id").asText();
        assertThat(read("/orders").findValuesAsText("id")).contains(id);
        assertThat(read("/orders/popular").findValuesAsText("id")).contains(id);
    }

    @Test
    void anUnknownOrderIsNotFoundAndAWrongOneIsRefused() throws Exception {
        assertThat(deployment.send(deployment.get("/orders/none")).statusCode()).isEqualTo(404);
        HttpResponse<String> refused =
                deployment.send(deployment.post("/orders", "{\"customer\":\"Ada\",\"item\":\"Tea\",\"quantity\":0}"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("quantity must be from 1 to 1000, but was 0");
    }

    @Test
    void theStartPageIsServed() throws Exception {
        HttpResponse<String> page = deployment.send(deployment.get("/"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("app.js").contains("style.css");
    }

    @Test
    void healthShowsBothPools() throws Exception {
        JsonNode health = read("/actuator/health");
        assertThat(health.path("status").asText()).isEqualTo("UP");
        JsonNode pools = health.at("/components/earnormPool/components");
        assertThat(pools.at("/mongodb/components/orders/status").asText()).isEqualTo("UP");
        assertThat(pools.at("/redis/components/cache/status").asText()).isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"connections", "pending", "max", "min", "acquire", "usage", "creation", "timeouts", "evictions"})
    void metersAreTaggedWithPoolAndBackend(String meter) throws Exception {
        deployment.send(deployment.get("/orders/popular"));
        assertThat(read("/actuator/metrics").path("names").toString()).contains("\"earnorm.pool." + meter + "\"");
        for (String tags : List.of("pool:cache,backend:redis", "pool:orders,backend:mongodb")) {
            String query = "?tag=" + tags.replace(",", "&tag=");
            assertThat(read("/actuator/metrics/earnorm.pool." + meter + query).path("measurements"))
                    .isNotEmpty();
        }
    }

    @Test
    void connectionsAreCountedByState() throws Exception {
        JsonNode tags = read("/actuator/metrics/earnorm.pool.connections").path("availableTags");
        assertThat(tags.toString()).contains("state").contains("idle").contains("in_use");
    }

    @Test
    void theEndpointShowsEveryPoolAndConnection() throws Exception {
        JsonNode pools = read("/actuator/earnormpools").path("pools");
        assertThat(pools.at("/orders/backend").asText()).isEqualTo("mongodb");
        assertThat(pools.at("/cache/backend").asText()).isEqualTo("redis");
        for (String name : List.of("orders", "cache")) {
            await("min-size").until(() -> connections(name).size() >= 2);
            assertThat(connections(name))
                    .allSatisfy(connection ->
                            assertThat(connection.path("id").asLong()).isPositive())
                    .allSatisfy(connection ->
                            assertThat(connection.path("state").asText()).isNotBlank());
        }
    }

    /** Spring Boot opens one of its own, to localhost, where nothing offers another. */
    @Test
    void onlyThePoolOpensAMongoClient() {
        String output = deployment.application.output();
        assertThat(output.split("MongoClient with metadata", -1)).hasSize(2);
        assertThat(output).doesNotContain("localhost:27017");
    }

    /** Each place is asked where an operator would look, with all values shown. */
    @Test
    void noSecretIsShownAnywhere() throws Exception {
        List<String> places = new ArrayList<>();
        for (String path : List.of(
                "env",
                "configprops",
                "health",
                "metrics",
                "earnormpools",
                "earnormpools/cache",
                "beans",
                "conditions",
                "threaddump",
                "mappings")) {
            places.add(read("/actuator/" + path).toString());
        }
        assertThat(places.get(0))
                .contains("EARNORM_POOL_REDIS_CACHE_URI", "earnorm.pool.mongodb.orders.uri")
                .contains("\"always\""); // Values are shown indeed: those of ours are not.
        assertThat(places.get(1)).contains("earnorm.pool");
        places.add(deployment.application.output());
        assertThat(places)
                .noneMatch(text -> text.contains(Deployment.REDIS_PASSWORD))
                .noneMatch(text -> text.contains(Deployment.MONGO_PASSWORD));
    }

    private static JsonNode connections(String pool) throws Exception {
        return read("/actuator/earnormpools/" + pool).path("connections");
    }

    private static JsonNode read(String path) throws Exception {
        HttpResponse<String> response = deployment.send(deployment.get(path));
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return Json.parse(response.body());
    }
}
