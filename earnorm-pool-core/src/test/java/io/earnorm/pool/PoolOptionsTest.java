package io.earnorm.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.resilience.Resilience;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class PoolOptionsTest {

    @Test
    void nothingIsRequired() {
        PoolOptions options = PoolOptions.builder().build();

        assertThat(options.name("redis")).isEqualTo("redis");
        assertThat(options.uri()).isEmpty();
        assertThat(options.database()).isEmpty();
        assertThat(options.credentials()).isEmpty();
        assertThat(options.sslContext()).isEmpty();
        assertThat(options.config()).isEqualTo(PoolConfig.defaults());
        assertThat(options.resilience()).isSameAs(Resilience.disabled());
    }

    @Test
    void optionsHoldWhatTheBuilderWasGiven() throws Exception {
        SSLContext sslContext = SSLContext.getDefault();
        PoolConfig config = PoolConfig.builder().maxSize(3).build();
        PoolOptions options = PoolOptions.builder()
                .name("orders")
                .uri("redis://localhost:6379")
                .database("2")
                .credentials(() -> Credentials.of("app", "hunter2"))
                .sslContext(sslContext)
                .config(config)
                .build();

        assertThat(options.name("redis")).isEqualTo("orders");
        assertThat(options.uri()).contains("redis://localhost:6379");
        assertThat(options.database()).contains("2");
        assertThat(options.credentials().orElseThrow().get().password()).isEqualTo("hunter2");
        assertThat(options.sslContext()).containsSame(sslContext);
        assertThat(options.config()).isSameAs(config);
    }

    @Test
    void optionsDoNotChangeWithTheirBuilder() {
        PoolOptions.Builder builder = PoolOptions.builder().name("orders");
        PoolOptions options = builder.build();

        builder.name("baskets");
        PoolOptions.Builder changed = options.toBuilder().name("users");

        assertThat(options.name("redis")).isEqualTo("orders");
        assertThat(changed.build().name("redis")).isEqualTo("users");
    }

    @Test
    void toBuilderKeepsEveryOptionThatIsNotChanged() {
        PoolOptions options = PoolOptions.builder()
                .uri("redis://localhost:6379")
                .database("2")
                .credentials(() -> Credentials.ofPassword("hunter2"))
                .config(PoolConfig.builder().maxSize(3).build())
                .build();

        PoolOptions copy = options.toBuilder().build();

        assertThat(copy).usingRecursiveComparison().isEqualTo(options);
    }

    @Test
    void toStringShowsNoSecret() {
        PoolOptions options = PoolOptions.builder()
                .name("orders")
                .uri("redis://app:hunter2@localhost:6379")
                .credentials(() -> Credentials.of("app", "swordfish"))
                .config(PoolConfig.builder()
                        .extraConfig(Map.of("password", "opensesame"))
                        .build())
                .build();

        assertThat(options.toString())
                .contains("orders", "redacted")
                .doesNotContain("hunter2")
                .doesNotContain("swordfish")
                .doesNotContain("opensesame")
                .doesNotContain("localhost");
    }

    @Test
    void nullIsRefusedByName() {
        PoolOptions.Builder builder = PoolOptions.builder();

        assertThatNullPointerException().isThrownBy(() -> builder.name(null)).withMessage("name");
        assertThatNullPointerException().isThrownBy(() -> builder.uri(null)).withMessage("uri");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.database(null))
                .withMessage("database");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.credentials(null))
                .withMessage("credentials");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.sslContext(null))
                .withMessage("sslContext");
        assertThatNullPointerException().isThrownBy(() -> builder.config(null)).withMessage("config");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.resilience(null))
                .withMessage("resilience");
    }
}
