package io.earnorm.pool.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A port on 127.0.0.1 in front of a server. It can refuse, reset, accept and say nothing, lose or slow
 * down what passes, while the server behind it keeps its data. The port stays the same, and nobody else
 * can take it.
 */
public final class TcpGate implements AutoCloseable {

    private final InetSocketAddress target;
    private final InetSocketAddress address;
    private final Set<TcpRelay> relays = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Valve valve = new Valve();
    private volatile Traffic requests = Traffic.free();
    private volatile Traffic replies = Traffic.free();
    private volatile int limit = Integer.MAX_VALUE;
    private volatile @Nullable ServerSocket listening;
    private Thread acceptor;
    /** Bound, but not listening, while connections are refused. */
    private @Nullable Socket reservation;

    private TcpGate(InetSocketAddress target) throws IOException {
        this.target = target;
        ServerSocket first = listenOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.address = (InetSocketAddress) first.getLocalSocketAddress();
        this.acceptor = accept(first);
    }

    /**
     * Opens a gate on a free port.
     *
     * @param target the port of the server on 127.0.0.1
     * @return the gate, open
     */
    public static TcpGate to(int target) {
        try {
            return new TcpGate(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the port, the same for as long as the gate lives} */
    public int port() {
        return address.getPort();
    }

    /** {@return how many connections are open through the gate} */
    public int connections() {
        return relays.size();
    }

    /** {@return how many connections were accepted so far} */
    public int accepted() {
        return accepted.get();
    }

    /** How clients reach the server from now on, also on connections that are open. */
    public void requests(Traffic traffic) {
        requests = traffic;
    }

    /** How the server reaches clients from now on, also on connections that are open. */
    public void replies(Traffic traffic) {
        replies = traffic;
    }

    /** The connections that are open now lead nowhere any more, and neither end is told. New ones work. */
    public void loseConnections() {
        relays.forEach(TcpRelay::lose);
    }

    /** More connections than so many are accepted and closed at once, as by a server that is full. */
    public void limit(int connections) {
        limit = connections;
    }

    /** From now on nothing passes in either direction; new connections are accepted. */
    public void freeze() {
        valve.shut();
    }

    /** What was held back passes, and all that follows. */
    public void thaw() {
        valve.open();
    }

    /** Resets every connection, but accepts new ones. */
    public void reset() {
        relays.forEach(TcpRelay::reset);
    }

    /** Resets every connection and refuses new ones. Does nothing when the gate is closed already. */
    public synchronized void kill() {
        ServerSocket socket = listening;
        if (socket == null) {
            return;
        }
        try {
            listening = null;
            socket.close();
            acceptor.join(); // As long as it is inside accept(), the port is still listening.
            reset();
            reservation = new Socket();
            reservation.setReuseAddress(true);
            reservation.bind(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Accepts connections again, on the same port. Does nothing when the gate is open already. */
    public synchronized void restart() {
        if (listening != null) {
            return;
        }
        try {
            releasePort();
            thaw();
            acceptor = accept(listenOn(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        kill();
        try {
            releasePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void releasePort() throws IOException {
        if (reservation != null) {
            reservation.close();
        }
    }

    private static ServerSocket listenOn(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(address, 200);
        return socket;
    }

    private Thread accept(ServerSocket socket) {
        listening = socket;
        return TcpRelay.daemon("gate-" + address.getPort(), () -> {
            while (!socket.isClosed()) {
                relay(socket.accept());
            }
        });
    }

    private void relay(Socket client) {
        accepted.incrementAndGet();
        TcpRelay relay = new TcpRelay(client, this);
        relays.add(relay);
        if (listening == null || relays.size() > limit) { // Killed meanwhile, or full.
            relay.reset();
        } else {
            relay.start(target);
        }
    }

    Valve valve() {
        return valve;
    }

    Traffic requests() {
        return requests;
    }

    Traffic replies() {
        return replies;
    }

    void closed(TcpRelay relay) {
        relays.remove(relay);
    }
}
