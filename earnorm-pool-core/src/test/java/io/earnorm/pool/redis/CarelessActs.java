package io.earnorm.pool.redis;

import static io.earnorm.pool.redis.CarelessAct.keeps;
import static io.earnorm.pool.redis.CarelessAct.replaces;
import static io.earnorm.pool.redis.CarelessAct.restores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.testing.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** All of them. The connection they are done to is in database 2, and its user is the default one, with a password. */
final class CarelessActs {

    /** The password of the user {@code joe}, who may do everything. */
    static final String JOES_PASSWORD = "joes-secret";

    private static final String FUNCTION = "#!lua name=mine\nredis.register_function('one', function() return 1 end)";

    static final List<CarelessAct> ALL = List.of(
            restores("`SELECT`, raw", jedis -> jedis.sendCommand(Command.SELECT, "7")),
            restores("`select()`", jedis -> jedis.select(7)),
            restores("`select` in lower case, by a class of one's own", jedis -> jedis.sendCommand(raw("select"), "7")),
            restores("`SELECT` in a pipeline", jedis -> {
                Pipeline pipeline = jedis.pipelined();
                pipeline.select(7);
                pipeline.sync();
            }),
            restores("`SELECT` in a transaction", jedis -> {
                jedis.sendCommand(Command.MULTI);
                jedis.sendCommand(Command.SELECT, "7");
                jedis.sendCommand(Command.EXEC);
            }),
            restores("`MULTI`, raw, left open", jedis -> jedis.sendCommand(Command.MULTI)),
            restores("`MULTI`, raw, with a command queued", jedis -> {
                jedis.sendCommand(Command.MULTI);
                jedis.sendCommand(Command.SET, "key", "queued");
            }),
            replaces(
                    "`multi()`, neither executed nor discarded",
                    jedis -> jedis.multi().set("key", "queued")),
            restores("`MULTI` in a pipeline, without `EXEC`", jedis -> {
                Pipeline pipeline = jedis.pipelined();
                pipeline.sendCommand(new CommandArguments(Command.MULTI));
                pipeline.get("key");
                pipeline.sync();
            }),
            restores("`WATCH`, raw", jedis -> jedis.sendCommand(Command.WATCH, "watched")),
            restores("`watch()`", jedis -> jedis.watch("watched")),
            replaces(
                    "a command sent, its reply not read",
                    jedis -> jedis.getConnection().sendCommand(Command.PING)),
            replaces("a pipeline without `sync()`", jedis -> jedis.pipelined().get("key")),
            replaces("three commands sent, one reply read", jedis -> {
                for (int i = 0; i < 3; i++) {
                    jedis.getConnection().sendCommand(Command.PING);
                }
                jedis.getConnection().getOne();
            }),
            replaces("a command with an argument that cannot be encoded", jedis -> {
                Rawable unencodable = () -> {
                    throw new IllegalStateException("no bytes");
                };
                catchThrowable(() -> jedis.getConnection().sendCommand(Command.GET, unencodable));
            }),
            restores("`AUTH` as another user", jedis -> jedis.auth("joe", JOES_PASSWORD)),
            restores(
                    "`AUTH` with a wrong password",
                    jedis -> assertThatThrownBy(() -> jedis.auth("joe", "wrong"))
                            .isInstanceOf(JedisDataException.class)),
            restores("`HELLO 3`", jedis -> jedis.sendCommand(Command.HELLO, "3")),
            restores(
                    "`HELLO` with a version that does not exist",
                    jedis -> assertThatThrownBy(() -> jedis.sendCommand(Command.HELLO, "9"))
                            .isInstanceOf(JedisDataException.class)),
            restores("`HELLO 2 SETNAME`", jedis -> jedis.sendCommand(Command.HELLO, "2", "SETNAME", "mine")),
            restores("`CLIENT SETNAME`", jedis -> jedis.clientSetname("mine")),
            restores("`CLIENT TRACKING ON`", jedis -> jedis.sendCommand(Command.CLIENT, "TRACKING", "ON")),
            restores(
                    "`CLIENT TRACKING ON BCAST`",
                    jedis -> jedis.sendCommand(Command.CLIENT, "TRACKING", "ON", "BCAST")),
            restores("`CLIENT CACHING YES`", jedis -> {
                jedis.sendCommand(Command.CLIENT, "TRACKING", "ON", "OPTIN");
                jedis.sendCommand(Command.CLIENT, "CACHING", "YES");
            }),
            restores("`CLIENT NO-EVICT ON`", jedis -> jedis.sendCommand(Command.CLIENT, "no-evict", "on"))
                    .since(7.0),
            restores("`RESET`", jedis -> jedis.sendCommand(Command.RESET))
                    .since(7.0), // An older server wants a login before the next one, and the connection is replaced.
            replaces("`QUIT`", jedis -> jedis.sendCommand(raw("QUIT"))),
            replaces(
                    "`CLIENT KILL` of its own connection",
                    jedis -> jedis.sendCommand(
                            Command.CLIENT, "KILL", "SKIPME", "no", "ID", Long.toString(jedis.clientId()))),
            replaces("`SUBSCRIBE`", jedis -> jedis.sendCommand(Command.SUBSCRIBE, "channel")),
            replaces("`PSUBSCRIBE`", jedis -> jedis.sendCommand(Command.PSUBSCRIBE, "chan*")),
            replaces("`SSUBSCRIBE`", jedis -> jedis.sendCommand(Command.SSUBSCRIBE, "channel"))
                    .since(7.0),
            replaces("`SUBSCRIBE`, and `UNSUBSCRIBE` again", jedis -> {
                jedis.sendCommand(Command.SUBSCRIBE, "channel");
                jedis.sendCommand(Command.UNSUBSCRIBE, "channel");
            }),
            replaces("`MONITOR`", jedis -> jedis.sendCommand(Command.MONITOR)),
            replaces("`CLIENT REPLY OFF`", jedis -> send(jedis, "CLIENT", "REPLY", "OFF")),
            replaces("`CLIENT REPLY SKIP`", jedis -> send(jedis, "client", "reply", "skip")),
            replaces("`SCRIPT DEBUG YES`", jedis -> jedis.sendCommand(Command.SCRIPT, "DEBUG", "YES")),
            keeps("`setSoTimeout()`", jedis -> jedis.getConnection().setSoTimeout(60_000)),
            keeps(
                    "`setTimeoutInfinite()`, not rolled back",
                    jedis -> jedis.getConnection().setTimeoutInfinite()),
            replaces("`BLPOP` going on in another thread", CarelessActs::popElsewhere),
            replaces("`BLPOP` in a thread that is interrupted, and a read timeout", CarelessActs::popInterrupted),
            replaces("a read timeout, the reply arriving later", CarelessActs::timeOut),
            replaces(
                    "`XREAD BLOCK 0` and a read timeout",
                    jedis -> giveUp(jedis, Command.XREAD, "BLOCK", "0", "STREAMS", "stream", "$")),
            replaces("`WAIT` without end and a read timeout", jedis -> giveUp(jedis, Command.WAIT, "1", "0")),
            replaces("`disconnect()`", Jedis::disconnect),
            replaces("`setBroken()`", jedis -> jedis.getConnection().setBroken()),
            keeps("`close()` of the `Jedis`, and one more", jedis -> {
                jedis.close();
                jedis.close();
            }),
            keeps("a second `Jedis` on its connection, closed", jedis -> new Jedis(jedis.getConnection()).close()),
            keeps("a pipeline that closes its connection", jedis -> {
                try (Pipeline pipeline = new Pipeline(jedis.getConnection(), true)) {
                    pipeline.get("key");
                }
            }),
            keeps("its `Connection` used after the return", jedis -> {})
                    .then(jedis -> jedis.getConnection().executeCommand(new CommandArguments(Command.SELECT).add(7))),
            keeps("a transaction begun after its connection's return", jedis -> {})
                    .then(jedis -> new Transaction(jedis.getConnection(), true, false).get("key")),
            keeps("used after its return", jedis -> {}).then(jedis -> jedis.select(7)),
            keeps("a pipeline used after its connection's return", Jedis::pipelined)
                    .then(jedis -> new Pipeline(jedis.getConnection()).get("key")),
            keeps("closed once more when somebody else has it", jedis -> {}).then(Jedis::close),
            keeps("a timeout changed after its return", jedis -> {})
                    .then(jedis -> jedis.getConnection().setSoTimeout(60_000)),
            keeps("disconnected after its return", jedis -> {}).then(Jedis::disconnect),
            keeps(
                    "a script that fails",
                    jedis -> assertThatThrownBy(() -> jedis.eval("return redis.call('nonsense')"))
                            .isInstanceOf(JedisDataException.class)),
            keeps("a script that selects a database", jedis -> jedis.eval("return redis.call('select', 7)")),
            keeps("a script that speaks RESP3", jedis -> jedis.eval("redis.setresp(3) return 1")),
            keeps("`FUNCTION LOAD`", jedis -> jedis.sendCommand(Command.FUNCTION, "LOAD", "REPLACE", FUNCTION))
                    .since(7.0),
            keeps(
                    "`SCRIPT KILL` when none runs",
                    jedis -> assertThatThrownBy(() -> jedis.sendCommand(Command.SCRIPT, "KILL"))
                            .isInstanceOf(JedisDataException.class)),
            keeps("`WAIT` for a replica that does not exist", jedis -> jedis.waitReplicas(1, 1)),
            keeps("`CLIENT UNPAUSE`", jedis -> jedis.sendCommand(Command.CLIENT, "UNPAUSE")),
            keeps(
                    "`sendBlockingCommand()` that finds nothing",
                    jedis -> jedis.sendBlockingCommand(Command.BLPOP, "nothing", "0.01")),
            keeps("a command that fails", jedis -> {
                jedis.set("text", "value");
                assertThatThrownBy(() -> jedis.incr("text")).isInstanceOf(JedisDataException.class);
            }),
            keeps("`EXEC` of a transaction that the server has aborted", jedis -> {
                Transaction transaction = jedis.multi();
                transaction.sendCommand(raw("NONSENSE"), "word");
                assertThatThrownBy(transaction::exec).isInstanceOf(JedisDataException.class);
            }),
            keeps("`EXEC` after somebody else has changed a watched key", jedis -> {
                jedis.watch("mine");
                jedis.set("mine", "changed");
                Transaction transaction = jedis.multi();
                transaction.get("mine");
                transaction.exec();
            }),
            keeps("`discard()`", jedis -> jedis.multi().discard()),
            keeps("work in a thread that is interrupted", jedis -> {
                Thread.currentThread().interrupt();
                jedis.get("key");
                Thread.interrupted();
            }));

    private CarelessActs() {}

    static ProtocolCommand raw(String name) {
        return () -> name.getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends to the end, and waits for no reply. */
    private static void send(Jedis jedis, String command, String... args) {
        jedis.getConnection().sendCommand(raw(command), args);
        jedis.getConnection().getMany(0);
    }

    private static void giveUp(Jedis jedis, ProtocolCommand command, String... args) {
        jedis.getConnection().setSoTimeout(50);
        assertThatThrownBy(() -> jedis.sendCommand(command, args)).isInstanceOf(JedisConnectionException.class);
    }

    private static void popElsewhere(Jedis jedis, RedisServer server) {
        Thread popping = new Thread(() -> catchThrowable(() -> jedis.blpop(0, "list")), "popping");
        popping.setDaemon(true);
        popping.start();
        awaitBlocked(server);
    }

    /** The interruption does not end the wait for a reply, the timeout does; the server goes on waiting for an element. */
    private static void popInterrupted(Jedis jedis, RedisServer server) {
        Thread popping = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            awaitBlocked(server);
            popping.interrupt();
        });
        interrupting.start();
        jedis.getConnection().setSoTimeout(2_000);
        assertThatThrownBy(() -> jedis.sendCommand(Command.BLPOP, "list", "0"))
                .isInstanceOf(JedisConnectionException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    static void awaitBlocked(RedisServer server) {
        await().until(() -> server.clientList().stream()
                .anyMatch(client -> client.get("flags").contains("b")));
    }

    private static void timeOut(Jedis jedis, RedisServer server) {
        server.freeze();
        jedis.getConnection().setSoTimeout(50);
        assertThatThrownBy(() -> jedis.get("late")).isInstanceOf(JedisConnectionException.class);
        server.thaw();
    }
}
