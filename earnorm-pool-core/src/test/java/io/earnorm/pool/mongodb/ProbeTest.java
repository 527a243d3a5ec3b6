package io.earnorm.pool.mongodb;

import static com.mongodb.connection.ClusterConnectionMode.MULTIPLE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a server that somebody else has just found to fail: the driver itself tells that in its text alone. */
class ProbeTest {

    private static final MongoCredential ANN = MongoCredential.createCredential("ann", "shop", "wr0ng".toCharArray());

    @Test
    void aLoginThatIsDeniedToOneIsDeniedToTheOthersInTheSameWords() {
        MongoException denied = new MongoSecurityException(ANN, "Exception authenticating ann");

        assertThatThrownBy(() -> Probe.ping(clientOfAServerThat(denied), Duration.ofSeconds(5)))
                .isInstanceOf(MongoSecurityException.class)
                .hasMessage("Exception authenticating ann")
                .hasCause(denied);
    }

    @Test
    void aServerThatFailsIsNotFoundBecauseOfThat() {
        MongoException broken = new MongoSocketReadException("Prematurely reached end of stream", new ServerAddress());

        assertThatThrownBy(() -> Probe.ping(clientOfAServerThat(broken), Duration.ofSeconds(5)))
                .isInstanceOf(MongoTimeoutException.class)
                .hasCause(broken);
    }

    /** The server fails again and again, so always after it was asked. */
    private static MongoClient clientOfAServerThat(MongoException failure) {
        MongoDatabase database = (MongoDatabase) Proxy.newProxyInstance(
                ProbeTest.class.getClassLoader(), new Class<?>[] {MongoDatabase.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("withTimeout")) {
                        return proxy;
                    }
                    throw new MongoTimeoutException("No server within a moment");
                });
        return (MongoClient) Proxy.newProxyInstance(
                ProbeTest.class.getClassLoader(),
                new Class<?>[] {MongoClient.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getDatabase" -> database;
                    case "getReadPreference" -> ReadPreference.primary();
                    case "getClusterDescription" -> clusterOf(failure);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static ClusterDescription clusterOf(MongoException failure) {
        ServerDescription server = ServerDescription.builder()
                .address(new ServerAddress())
                .state(ServerConnectionState.CONNECTING)
                .exception(failure)
                .build();
        return new ClusterDescription(MULTIPLE, ClusterType.REPLICA_SET, List.of(server));
    }
}
