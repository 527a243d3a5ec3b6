package io.earnorm.pool.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** What the documentation tells people to write can be read. */
class DocumentationTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/spring-boot.md", "docs/redis.md"})
    void everyYamlCanBeRead(String page) throws IOException {
        Matcher yaml = YAML.matcher(Files.readString(RepositoryRoot.find().resolve(page)));
        int pools = 0;
        while (yaml.find()) {
            pools += read(yaml.group(1)).pools().size();
        }
        assertThat(pools).isPositive();
    }

    @Test
    void theExampleOfAllFormsSaysWhatThePageSays() throws IOException {
        Matcher yaml = YAML.matcher(Files.readString(RepositoryRoot.find().resolve("docs/spring-boot.md")));
        assertThat(yaml.find() && yaml.find()).isTrue();
        PoolDefinitions definitions = read(yaml.group(1));
        assertThat(definitions.pools()).containsOnlyKeys("orders", "archive", "sessions", "jobs", "mail");
        PoolDefinition archive = definitions.find("archive");
        assertThat(archive).isNotNull();
        StandardEnvironment environment = new StandardEnvironment();
        assertThat(new PoolLayers(definitions, archive, new ConfiguredKeys(environment))
                        .config()
                        .build()
                        .maxSize())
                .isEqualTo(40);
    }

    private static PoolDefinitions read(String yaml) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("page", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .forEach(source -> environment.getPropertySources().addLast(source));
        return new PoolDefinitionsReader(environment).read();
    }
}
