package io.earnorm.pool.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import io.earnorm.pool.PoolOptions;
import io.earnorm.pool.testing.TcpGate;
import io.earnorm.pool.testing.mongo.ClosedClient;
import io.earnorm.pool.testing.mongo.MongoServer;
import org.junit.jupiter.api.Test;

class SharedClientTest {

    @Test
    void anInterruptWhileTheClientIsMadeLeavesNothingBehind() {
        try (MongoServer server = MongoServer.start();
                TcpGate gate = TcpGate.to(server.port())) {
            SharedClient shared = SharedClient.madeOf(ClientSettings.of(PoolOptions.builder()
                    .uri("mongodb://127.0.0.1:" + gate.port() + "/shop")
                    .build()));
            Thread.currentThread().interrupt();
            MongoClient made = shared.lend(1);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(shared.lend(1)).isSameAs(made);
            await().until(() -> gate.connections() > 0);
            shared.close();
            ClosedClient.awaitNoSockets(gate::connections);
        }
    }

    @Test
    void whatIsNotInterruptedThrowsWhatItThrows() {
        IllegalArgumentException wrong = new IllegalArgumentException("wrong");

        assertThatThrownBy(() -> Uninterrupted.call("test", () -> {
                    throw wrong;
                }))
                .isSameAs(wrong);
        assertThatThrownBy(() -> Uninterrupted.call("test", () -> {
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(StackOverflowError.class);
    }
}
