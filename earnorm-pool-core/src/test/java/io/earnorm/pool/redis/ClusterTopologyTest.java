package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;

class ClusterTopologyTest {

    private static final HostAndPort ASKED = new HostAndPort("asked", 7);

    @Test
    void rangesNameTheirPrimaryAndThenItsReplicas() {
        ClusterTopology topology = ClusterTopology.of(
                List.of(
                        List.of(0L, 99L, node("one", 1), node("three", 3)),
                        List.of(200L, 200L, node("two", 2)),
                        List.of(300L, 300L)),
                ASKED);

        assertThat(topology.owner(0)).isEqualTo(new HostAndPort("one", 1));
        assertThat(topology.owner(99)).isEqualTo(new HostAndPort("one", 1));
        assertThat(topology.owner(100)).isNull();
        assertThat(topology.owner(200)).isEqualTo(new HostAndPort("two", 2));
        assertThat(topology.primaries()).containsExactly(new HostAndPort("one", 1), new HostAndPort("two", 2));
        assertThat(topology.replicas()).containsExactly(new HostAndPort("three", 3));
        assertThat(topology.served()).isEqualTo(101);
    }

    @Test
    void aNodeThatDoesNotKnowItsAddressIsWhereItWasFound() {
        ClusterTopology topology = ClusterTopology.of(
                List.of(List.of(0L, 0L, node(null, 1)), List.of(1L, 1L, node("", 2)), List.of(2L, 2L, node("?", 3))),
                ASKED);

        assertThat(topology.owner(0)).isEqualTo(new HostAndPort("asked", 1));
        assertThat(topology.owner(1)).isEqualTo(new HostAndPort("asked", 2));
        assertThat(topology.owner(2)).isEqualTo(new HostAndPort("asked", 3));
    }

    @Test
    void aRedirectionChangesOneSlot() {
        ClusterTopology topology = ClusterTopology.of(List.of(List.of(0L, 1L, node("one", 1))), ASKED);

        topology.moved(1, new HostAndPort("two", 2));

        assertThat(topology.owner(0)).isEqualTo(new HostAndPort("one", 1));
        assertThat(topology.owner(1)).isEqualTo(new HostAndPort("two", 2));
    }

    private static List<@Nullable Object> node(@Nullable String host, long port) {
        return Arrays.asList(host == null ? null : host.getBytes(StandardCharsets.UTF_8), port);
    }
}
