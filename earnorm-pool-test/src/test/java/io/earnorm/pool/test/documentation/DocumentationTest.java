package io.earnorm.pool.test.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.earnorm.pool.spring.documentation.Block;
import io.earnorm.pool.spring.documentation.JavaSnippets;
import io.earnorm.pool.spring.documentation.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Java of the page about this module compiles; that of all others is compiled where they are. */
class DocumentationTest {

    private static final List<String> IMPORTS = List.of(
            "io.earnorm.pool.*",
            "io.earnorm.pool.config.*",
            "io.earnorm.pool.test.*",
            "io.earnorm.pool.test.spring.*",
            "java.time.*",
            "org.springframework.boot.test.context.*",
            "static org.assertj.core.api.Assertions.*");

    @Test
    void allJavaCompiles() {
        JavaSnippets snippets = new JavaSnippets(IMPORTS);
        List<Block> java = Page.blocksOf(List.of(Page.of("docs/testing.md"))).stream()
                .filter(block -> block.language().equals("java"))
                .toList();
        java.forEach(block -> snippets.add(block, Surroundings.class));
        assertThat(java).hasSizeGreaterThan(2);
        assertThat(snippets.refused()).isEmpty();
    }
}
