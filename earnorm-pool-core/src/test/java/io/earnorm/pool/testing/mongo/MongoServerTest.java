package io.earnorm.pool.testing.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MongoServerTest {

    private final MongoServer server = MongoServer.start();
    private final MongoClient client = client(server, 30_000);
    private final MongoClient hasty = client(server, 200);
    private final MongoCollection<Document> orders = orders(client);

    private static MongoClient client(MongoServer server, int timeout) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("%s/?serverSelectionTimeoutMS=%d&socketTimeoutMS=%d"
                        .formatted(server.uri(), timeout, timeout)));
        QuickLooks.apply(settings);
        return MongoClients.create(settings.build());
    }

    private static MongoCollection<Document> orders(MongoClient client) {
        return client.getDatabase("shop").getCollection("orders");
    }

    @AfterEach
    void stop() {
        client.close();
        hasty.close();
        server.close();
    }

    @Test
    void keepsItsDataAndItsPortWhenItIsKilledAndRestarted() {
        orders.insertOne(new Document("_id", 1));
        server.kill();
        assertThatThrownBy(orders(hasty)::countDocuments).isInstanceOf(MongoException.class);

        server.restart();
        assertThat(orders.countDocuments()).isOne();
    }

    @Test
    void saysNothingWhileItIsFrozen() {
        orders.insertOne(new Document("_id", 1));
        server.freeze();
        assertThatThrownBy(orders(hasty)::countDocuments).isInstanceOf(MongoException.class);

        server.thaw();
        assertThat(orders.countDocuments()).isOne();
    }

    @Test
    void listsCommandsWithTheirSessionsAndTransactions() {
        orders.insertOne(new Document("_id", 1));
        server.forgetCommands();
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            orders.insertOne(session, new Document("_id", 2));
            orders.insertOne(session, new Document("_id", 3));
            session.commitTransaction();
        }
        List<Command> commands = server.commands();
        assertThat(commands).extracting(Command::name).containsExactly("insert", "insert", "commitTransaction");
        assertThat(commands).allMatch(Command::inTransaction);
        assertThat(commands).extracting(Command::startsTransaction).containsExactly(true, false, false);
        assertThat(commands).extracting(Command::session).doesNotContainNull();
        assertThat(commands.stream().map(Command::session).distinct()).hasSize(1);
        assertThat(commands.stream().map(Command::transaction).distinct()).containsExactly(1L);
    }

    @Test
    void isAskedNothingElseWhenAConnectionIsMade() {
        orders.insertOne(new Document("_id", 1));
        orders(hasty).countDocuments();
        assertThat(server.commands()).extracting(Command::name).containsOnly("insert", "aggregate");
    }

    @Test
    void answersWithAnErrorWhenItIsToldTo() {
        server.failNext("insert", 11600, "interrupted at shutdown");
        assertThatThrownBy(() -> orders.insertOne(new Document("_id", 1)))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getCode()).isEqualTo(11600));
        orders.insertOne(new Document("_id", 1));
    }
}
