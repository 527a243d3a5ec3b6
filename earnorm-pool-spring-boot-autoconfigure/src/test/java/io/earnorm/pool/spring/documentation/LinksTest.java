package io.earnorm.pool.spring.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever follows a link arrives. */
class LinksTest {

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = Stream.concat(
                        Page.all().stream(),
                        Stream.of("benchmarks", "stress-tests", "earnorm-pool-core")
                                .flatMap(Page::in))
                .flatMap(page -> Links.broken(page).stream())
                .toList();
        assertThat(broken).isEmpty();
    }
}
