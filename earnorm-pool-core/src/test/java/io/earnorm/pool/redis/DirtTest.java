package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

class DirtTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET key",
                "PING",
                "UNWATCH",
                "EXEC",
                "DISCARD",
                "CLIENT LIST",
                "client id",
                "CLIENT UNBLOCK 7",
                "SCRIPT LOAD x",
                "PUBLISH c m",
                "FLUSHALL",
                "JSON.SET key $ 1",
                "MULTI;EXEC",
                "MULTI;SET a b;DISCARD",
                "WATCH a;UNWATCH",
                "WATCH a;MULTI;EXEC",
                "ASKING;GET key",
                "ASKING;MULTI;GET key;EXEC;GET key",
                "MULTI;WATCH a;EXEC"
            })
    void theseLeaveNothingBehind(String commands) {
        assertThat(Dirt.isClean(after(commands))).isTrue();
        assertThat(Dirt.isFatal(after(commands))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "select 1",
                "AUTH p",
                "HELLO 3",
                "RESET",
                "READONLY",
                "READWRITE",
                "HIMPORT PREPARE f a",
                "MULTI",
                "WATCH a",
                "ASKING",
                "CLIENT SETNAME x",
                "CLIENT SETINFO LIB-NAME x",
                "client tracking on",
                "CLIENT CACHING YES",
                "CLIENT NO-TOUCH on",
                "CLIENT NO-EVICT on",
                "MULTI;SELECT 1;EXEC",
                "MULTI;ASKING;GET a",
                "SELECT 1;SELECT 0",
                "WATCH a;MULTI"
            })
    void theseCanBeCleared(String commands) {
        assertThat(Dirt.isClean(after(commands))).isFalse();
        assertThat(Dirt.isFatal(after(commands))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUBSCRIBE c",
                "psubscribe c",
                "SSUBSCRIBE c",
                "UNSUBSCRIBE",
                "MONITOR",
                "QUIT",
                "SYNC",
                "PSYNC ? -1",
                "REPLCONF ACK 0",
                "SHUTDOWN",
                "CLIENT REPLY OFF",
                "client reply skip",
                "CLIENT KILL ID 7",
                "CLIENT",
                "CLIENT NEW",
                "SCRIPT DEBUG YES",
                "MONITOR;RESET"
            })
    void theseCannot(String commands) {
        assertThat(Dirt.isFatal(after(commands))).isTrue();
    }

    @Test
    void aTransactionThatThisUserMayNotDiscardIsStillThere() {
        assertThat(Dirt.isClean(Dirt.afterRefusal(after("MULTI;DISCARD")))).isFalse();
        assertThat(Dirt.isClean(Dirt.afterRefusal(after("WATCH a;UNWATCH")))).isFalse();
        assertThat(Dirt.isClean(Dirt.afterRefusal(after("GET key")))).isTrue();
    }

    @Test
    void aSparedConnectionIsRememberedAsThat() {
        assertThat(after("CLIENT NO-EVICT on") & Dirt.NO_EVICT).isNotZero();
    }

    private static int after(String commands) {
        int dirt = Dirt.NONE;
        for (String command : commands.split(";")) {
            String[] words = command.split(" ");
            CommandArguments known = Arrays.stream(Command.values())
                    .filter(candidate -> candidate.name().equals(words[0]))
                    .findFirst()
                    .map(CommandArguments::new)
                    .orElseGet(() -> new CommandArguments(CarelessActs.raw(words[0])));
            dirt = Dirt.after(dirt, known.addObjects((Object[]) Arrays.copyOfRange(words, 1, words.length)));
        }
        return dirt;
    }
}
