package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.ConnectionString;
import io.earnorm.pool.exception.PoolConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongoUriTest {

    @Test
    void acceptsSeveralHostsCredentialsAndOptions() {
        ConnectionString uri =
                MongoUri.check("mongodb://ann:s%40crit@a:1,b:2/shop?replicaSet=rs&authSource=users&w=majority");

        assertThat(uri.getHosts()).containsExactly("a:1", "b:2");
        assertThat(uri.getDatabase()).isEqualTo("shop");
        assertThat(uri.getRequiredReplicaSetName()).isEqualTo("rs");
        assertThat(uri.getCredential()).isNotNull();
        assertThat(uri.getCredential().getSource()).isEqualTo("users");
    }

    @Test
    void checksSrvUrisWithoutAskingDns() {
        ConnectionString uri = MongoUri.check("mongodb+srv://ann:secret@no-such-host.invalid/shop");

        assertThat(uri.isSrvProtocol()).isTrue();
        assertThat(uri.getSslEnabled()).isTrue();
        assertThat(uri.getDatabase()).isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://ann:S3cr/3t@host/shop",
                "mongodb://ann:S3cr:3t@host/shop",
                "mongodb://ann:S3cr@3t@host/shop",
                "mongodb://ann:S3cr?3t@host/shop",
                "mongodb://ann:S3cr%3t@host/shop",
                "mongodb://ann:S3cr3t@host:99999999/shop",
                "mongodb://ann:S3cr3t@host/shop?socketTimeoutMS=soon",
                "mongodb://ann:S3cr3t@/shop",
                "mongodb://:S3cr3t@host/shop",
                "mongodb+srv://ann:S3cr3t@host:27017/shop",
                "mongodb://host/?proxyPassword=S3cr3t",
                "mongodb://ann@host/?authMechanism=MONGODB-AWS&authMechanismProperties=S3cr3t",
                "mongo://ann:S3cr3t@host/shop",
                "S3cr3t"
            })
    void refusesWhatTheDriverRefusesWithoutRepeatingSecrets(String uri) {
        Throwable refusal = catchThrowable(() -> MongoUri.check(uri));

        assertThat(refusal)
                .isInstanceOf(PoolConfigurationException.class)
                .hasMessageStartingWith("uri ")
                .hasNoCause();
        assertThat(refusal.getMessage()).doesNotContain("S3cr", "3t", uri);
    }

    @Test
    void repeatsWhatIsWrongWithTheRest() {
        assertThatThrownBy(() -> MongoUri.check("mongodb://ann:secret@host:port/shop"))
                .hasMessageContaining("The port contains non-digit characters");
    }

    @Test
    void findsTheAuthSourceThatTheDriverDropsWhenNoUserIsNamed() {
        assertThat(MongoUri.authSource("mongodb://host/shop?retryWrites=true&authSource=all%20users"))
                .hasValue("all users");
        assertThat(MongoUri.authSource("mongodb://host/shop?x=authSource")).isEmpty();
    }
}
