package io.earnorm.pool.benchmarks.micro;

import io.earnorm.pool.benchmarks.peers.Backend;
import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.PeerKind;
import io.earnorm.pool.benchmarks.peers.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The pool that is measured: one per fork, so that every call to it has one target. */
@State(Scope.Benchmark)
public class Subject {

    /** A {@link PeerKind} or a {@link Variant}. */
    @Param("earnorm")
    public String peer = "";

    /** Connections, all made before anything is measured. */
    @Param("16")
    public int size;

    /** How many of them are idle; the others stay lent. Negative: all. */
    @Param("-1")
    public int free;

    private final Backend backend = Object::new;
    private final List<Object> held = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // JMH calls open() first.
    Peer pool;

    /**
     * Opens and fills the pool.
     *
     * @throws Exception if it cannot be opened
     */
    @org.openjdk.jmh.annotations.Setup(Level.Trial)
    public void open() throws Exception {
        pool = open(Setup.fixed(backend, size));
        for (int i = 0; i < size; i++) {
            held.add(Objects.requireNonNull(pool.acquire()));
        }
        int idle = free < 0 ? size : free;
        for (int i = 0; i < idle; i++) {
            pool.release(held.remove(held.size() - 1));
        }
    }

    /**
     * Closes the pool.
     *
     * @throws Exception if something cannot be given back
     */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        for (Object handle : held) {
            pool.release(handle);
        }
        held.clear();
        pool.close();
    }

    private Peer open(Setup setup) throws Exception {
        return Variant.ids().contains(peer)
                ? Variant.of(peer).open(setup)
                : PeerKind.of(peer).open(setup);
    }
}
