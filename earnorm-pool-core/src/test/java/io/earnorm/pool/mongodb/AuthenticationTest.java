package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCredential;
import io.earnorm.pool.Credentials;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

    @Test
    void usesTheUrisUser() {
        MongoCredential credential = credential(options("mongodb://ann:secret@host/shop"));

        assertThat(credential.getUserName()).isEqualTo("ann");
        assertThat(credential.getPassword()).isEqualTo("secret".toCharArray());
        assertThat(credential.getSource()).isEqualTo("shop");
    }

    @Test
    void prefersTheAuthSourceOfExtraConfigAndKeepsTheMechanism() {
        MongoCredential credential =
                credential(options("mongodb://ann:secret@host/shop?authSource=users&authMechanism=SCRAM-SHA-256")
                        .config(authSource("people")));

        assertThat(credential.getSource()).isEqualTo("people");
        assertThat(credential.getMechanism()).isEqualTo("SCRAM-SHA-256");
        assertThat(credential.getPassword()).isEqualTo("secret".toCharArray());
    }

    @Test
    void prefersTheOptionsCredentials() {
        MongoCredential credential = credential(options("mongodb://ann:secret@host/shop?authMechanism=PLAIN")
                .credentials(() -> Credentials.of("bob", "other")));

        assertThat(credential.getUserName()).isEqualTo("bob");
        assertThat(credential.getPassword()).isEqualTo("other".toCharArray());
        assertThat(credential.getMechanism()).isEqualTo("PLAIN");
    }

    @Test
    void takesAPasswordForTheUrisUser() {
        MongoCredential credential = credential(
                options("mongodb://ann:outdated@host/shop").credentials(() -> Credentials.ofPassword("other")));

        assertThat(credential.getUserName()).isEqualTo("ann");
        assertThat(credential.getPassword()).isEqualTo("other".toCharArray());
    }

    @Test
    void asksTheDatabaseThatTheUriNamesAboutTheOptionsCredentials() {
        PoolOptions.Builder options =
                PoolOptions.builder().database("shop").credentials(() -> Credentials.of("bob", "other"));

        assertThat(credential(options.uri("mongodb://host")).getSource()).isEqualTo("admin");
        assertThat(credential(options.uri("mongodb://host/shop")).getSource()).isEqualTo("shop");
        assertThat(credential(options.uri("mongodb://host/shop?authSource=users"))
                        .getSource())
                .isEqualTo("users");
        assertThat(credential(options.config(authSource("people"))).getSource()).isEqualTo("people");
    }

    @Test
    void asksForCredentialsWhenTheClientIsMadeAndNotBefore() {
        AtomicInteger asked = new AtomicInteger();
        ClientSettings settings = ClientSettings.of(options("mongodb://host/shop")
                .credentials(() -> Credentials.of("bob", "other" + asked.incrementAndGet()))
                .build());
        assertThat(asked).hasValue(0);

        settings.build(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void refusesAPasswordWithoutAUser() {
        assertThatThrownBy(() ->
                        credential(options("mongodb://host/shop").credentials(() -> Credentials.ofPassword("s3cret"))))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("must name a user")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void refusesAnAuthSourceThatTheMechanismDoesNotKnow() {
        assertThatThrownBy(() -> credential(options("mongodb://host/shop?authMechanism=MONGODB-X509")
                        .config(authSource("people"))))
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageContaining("MONGODB-X509");
    }

    private static PoolOptions.Builder options(String uri) {
        return PoolOptions.builder().uri(uri);
    }

    private static PoolConfig authSource(String source) {
        return PoolConfig.builder().extraConfig(Map.of("auth_source", source)).build();
    }

    private static MongoCredential credential(PoolOptions.Builder options) {
        MongoCredential credential = ClientSettings.of(options.build()).build(1).getCredential();
        assertThat(credential).isNotNull();
        return credential;
    }
}
