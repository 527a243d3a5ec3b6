package io.earnorm.pool.spring.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every block of the documentation is of a kind that is checked, and all Java compiles. */
class SnippetsTest {

    /** YAML: DocumentationTest; XML and shell: CommandsTest; properties: StartFailuresTest; no language: output, see MessagesTest. */
    private static final Set<String> CHECKED = Set.of("java", "yaml", "xml", "sh", "properties", "");

    /** Needs earnorm-pool-test, and is compiled there. */
    private static final String TESTING = "docs/testing.md";

    private static final Map<String, Class<?>> SURROUNDINGS = Map.of(
            "docs/resilience.md", ResilienceSurroundings.class,
            "docs/migration.md", MigrationSurroundings.class);

    private static final List<String> IMPORTS = List.of(
            "java.io.*",
            "java.net.*",
            "java.time.*",
            "java.util.*",
            "java.util.concurrent.*",
            "com.mongodb.*",
            "com.mongodb.client.*",
            "io.earnorm.pool.*",
            "io.earnorm.pool.config.*",
            "io.earnorm.pool.exception.*",
            "io.earnorm.pool.metrics.*",
            "io.earnorm.pool.mongodb.*",
            "io.earnorm.pool.redis.*",
            "io.earnorm.pool.resilience.*",
            "io.earnorm.pool.spring.*",
            "io.earnorm.pool.contract.PoolContractTest",
            "io.earnorm.pool.testing.TcpGate",
            "io.micrometer.core.instrument.binder.mongodb.*",
            "org.apache.commons.pool2.*",
            "org.apache.commons.pool2.impl.*",
            "org.bson.Document",
            "org.springframework.beans.factory.annotation.*",
            "org.springframework.boot.testcontainers.service.connection.ServiceConnection",
            "org.springframework.context.annotation.*",
            "org.springframework.data.mongodb.core.MongoTemplate",
            "org.springframework.data.redis.core.StringRedisTemplate",
            "org.springframework.http.*",
            "org.springframework.stereotype.*",
            "org.springframework.web.bind.annotation.*",
            "org.testcontainers.containers.GenericContainer",
            "redis.clients.jedis.*",
            "redis.clients.jedis.Connection",
            "static com.mongodb.client.model.Filters.*",
            "static com.mongodb.client.model.Updates.*");

    @Test
    void everyBlockIsOfAKindThatIsChecked() {
        assertThat(Page.blocksOf(Page.all()))
                .hasSizeGreaterThan(50)
                .allSatisfy(block -> assertThat(CHECKED)
                        .as("%s: the language of a block", block)
                        .contains(block.language()));
    }

    @Test
    void allJavaCompiles() {
        JavaSnippets snippets = new JavaSnippets(IMPORTS);
        for (Block block : Page.blocksOf(Page.all())) {
            if (block.language().equals("java") && !block.page().equals(TESTING)) {
                snippets.add(block, SURROUNDINGS.getOrDefault(block.page(), Surroundings.class));
            }
        }
        assertThat(snippets.refused()).isEmpty();
    }
}
