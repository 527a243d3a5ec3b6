package io.earnorm.pool.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class PeerKindTest {

    private static final int SIZE = 4;

    private final Set<Object> open = ConcurrentHashMap.newKeySet();

    private final Backend backend = new Backend() {
        @Override
        public Object connect() {
            Object connection = new Object();
            open.add(connection);
            return connection;
        }

        @Override
        public void close(Object connection) {
            open.remove(connection);
        }
    };

    @ParameterizedTest
    @EnumSource
    void lendsEachConnectionToOneAtATime(PeerKind kind) throws Exception {
        try (Peer peer = kind.open(setup())) {
            List<Object> handles = acquireAll(peer);
            Set<Object> lent = connections(peer, handles);
            assertThat(lent).hasSize(SIZE);
            assertThat(open).containsAll(lent);
            releaseAll(peer, handles);
            peer.release(Objects.requireNonNull(peer.acquire()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CONFINED", "ONE_CAS", "TWO_CAS"})
    void neverLendsAgainWhatWasInvalidated(PeerKind kind) throws Exception {
        try (Peer peer = kind.open(setup())) {
            Object handle = Objects.requireNonNull(peer.acquire());
            Object broken = peer.connection(handle);
            peer.invalidate(handle);
            List<Object> handles = acquireAll(peer);
            assertThat(connections(peer, handles)).hasSize(SIZE).doesNotContain(broken);
            releaseAll(peer, handles);
        }
    }

    private static List<Object> acquireAll(Peer peer) throws Exception {
        List<Object> handles = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            handles.add(Objects.requireNonNull(peer.acquire()));
        }
        return handles;
    }

    private static Set<Object> connections(Peer peer, List<Object> handles) throws Exception {
        Set<Object> connections = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object handle : handles) {
            connections.add(peer.connection(handle));
        }
        return connections;
    }

    private static void releaseAll(Peer peer, List<Object> handles) throws Exception {
        for (Object handle : handles) {
            peer.release(handle);
        }
    }

    private Setup setup() {
        return Setup.fixed(backend, SIZE).timeout(Duration.ofSeconds(10));
    }
}
