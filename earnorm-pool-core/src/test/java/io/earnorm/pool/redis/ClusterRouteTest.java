package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.util.JedisClusterCRC16;

class ClusterRouteTest {

    private static final int SLOT = JedisClusterCRC16.getSlot("tag");

    @Test
    void keysSayWhereTo() {
        assertThat(ClusterRoute.of(new CommandArguments(Command.GET).key("{tag}a"))
                        .slot())
                .isEqualTo(SLOT);
        assertThat(ClusterRoute.of(new CommandArguments(Command.MGET).keys("{tag}a", bytes("x{tag}")))
                        .slot())
                .isEqualTo(SLOT);
        assertThatThrownBy(() -> ClusterRoute.of(new CommandArguments(Command.MGET).keys("a", "b")))
                .isInstanceOf(JedisClusterOperationException.class);
    }

    @Test
    void aSampleKeySaysWhereToAndIsNotSent() {
        CommandArguments args = new SampledArguments(command("WAIT 1 100").blocking(), "tag");

        assertThat(ClusterRoute.of(args).slot()).isEqualTo(SLOT);
        assertThat(args.isBlocking()).isTrue();
        assertThat(args.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVAL script 2 {tag}a {tag}b c", "evalsha abc 1 tag x", "FCALL f 1 tag"})
    void countedKeysSayWhereTo(String command) {
        assertThat(ClusterRoute.of(command(command)).slot()).isEqualTo(SLOT);
    }

    @ParameterizedTest
    @CsvSource({
        "PING,SAME",
        "dbsize,SUM",
        "KEYS *,CONCAT",
        "SCRIPT LOAD x,SAME",
        "script exists x,EVERY",
        "SCRIPT KILL,ONE",
        "RANDOMKEY,SOME",
        "FUNCTION DELETE x,SAME",
        "CONFIG SET a b,SAME",
        "FLUSHALL,SAME"
    })
    void someGoToAllNodes(String command, ClusterBroadcast how) {
        assertThat(ClusterRoute.of(command(command)).broadcast()).isEqualTo(how);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"INFO", "CONFIG GET x", "PUBLISH channel message", "EVAL script 0", "FUNCTION LIST", "TIME"})
    void theOthersGoToAny(String command) {
        assertThat(ClusterRoute.of(command(command))).isEqualTo(new ClusterRoute(ClusterRoute.ANY, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MULTI", "EXEC", "UNWATCH", "SCAN 0", "SCAN 0 MATCH a*", "SCAN 0 MATCH *{tag}"})
    void whatIsOfOneConnectionIsRefused(String command) {
        assertThatThrownBy(() -> ClusterRoute.of(command(command))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPatternWithAHashTagSaysWhereTo() {
        assertThat(ClusterRoute.of(command("SCAN 0 match {tag}*")).slot()).isEqualTo(SLOT);
    }

    @Test
    void repliesBecomeOne() {
        assertThat(ClusterBroadcast.SUM.combine(List.of(1L, 2L))).isEqualTo(3L);
        assertThat(ClusterBroadcast.CONCAT.combine(List.of(List.of("a"), List.of(), List.of("b"))))
                .isEqualTo(List.of("a", "b"));
        assertThat(ClusterBroadcast.EVERY.combine(List.of(List.of(1L, 1L), List.of(1L, 0L))))
                .isEqualTo(List.of(1L, 0L));
        assertThat(ClusterBroadcast.SOME.combine(Arrays.asList(null, "b"))).isEqualTo("b");
        assertThat(ClusterBroadcast.SOME.combine(Arrays.asList(null, null))).isNull();
    }

    private static CommandArguments command(String line) {
        String[] words = line.split(" ");
        ProtocolCommand name = () -> bytes(words[0]);
        return new CommandArguments(name).addObjects((Object[]) Arrays.copyOfRange(words, 1, words.length));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
