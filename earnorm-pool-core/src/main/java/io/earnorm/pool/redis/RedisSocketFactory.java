package io.earnorm.pool.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The one socket of one connection.
 *
 * <p>Jedis opens a new socket for a disconnected connection by itself, without AUTH and SELECT, when a command is sent on it:
 * here the second socket is refused. It extends Jedis's own factory only because Jedis casts to that.
 */
final class RedisSocketFactory extends DefaultJedisSocketFactory {

    private final RedisSettings settings;
    private final HostAndPort address;
    private final AtomicBoolean used = new AtomicBoolean();
    private volatile @Nullable Socket plain;
    private volatile boolean aborted;

    RedisSocketFactory(RedisSettings settings, HostAndPort address) {
        super(address);
        this.settings = settings;
        this.address = address;
    }

    @Override
    public Socket createSocket() {
        if (!used.compareAndSet(false, true)) {
            throw new JedisConnectionException(
                    "The connection to " + address + " is closed; acquire another one from its pool");
        }
        try {
            return connect();
        } catch (IOException e) {
            abort();
            throw new JedisConnectionException("Failed to connect to " + address + ": " + reason(e), e);
        }
    }

    /**
     * Closes the socket at once, without TLS's farewell, which could wait for the other side; also one that is being
     * connected on another thread, and the one to come. Never blocks or throws.
     */
    void abort() {
        aborted = true; // Before the look: who connects writes the socket first, and then looks here.
        Socket socket = plain;
        if (socket != null) {
            closeQuietly(socket);
        }
    }

    private Socket connect() throws IOException {
        long start = System.nanoTime();
        Socket socket = connectToAny(start);
        socket.setSoTimeout(left(start));
        Socket secured = settings.tls ? secure(socket) : socket;
        // While it logs in, no reply takes longer than one to a command may: a frozen server is found out as early.
        socket.setSoTimeout(RedisSettings.narrower(left(start), settings.socketTimeout));
        return secured;
    }

    /** All addresses of the host together have the connect timeout. */
    private Socket connectToAny(long start) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(address.getHost());
        for (int i = 0; i < addresses.length - 1; i++) {
            try {
                return connectTo(addresses[i], start);
            } catch (IOException e) {
                // The failure that is thrown is the last one's.
            }
        }
        return connectTo(addresses[addresses.length - 1], start);
    }

    private Socket connectTo(InetAddress host, long start) throws IOException {
        Socket socket = new Socket();
        plain = socket;
        try {
            if (aborted) {
                throw new SocketException("given up");
            }
            socket.setKeepAlive(true);
            socket.setTcpNoDelay(true);
            socket.setSoLinger(true, 0); // Close at once, also when the other side takes nothing more.
            socket.connect(new InetSocketAddress(host, address.getPort()), left(start));
            return socket;
        } catch (IOException e) {
            closeQuietly(socket);
            throw e;
        }
    }

    private Socket secure(Socket socket) throws IOException {
        SSLSocketFactory factory = settings.sslContext == null
                ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                : settings.sslContext.getSocketFactory();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, address.getHost(), address.getPort(), true);
        if (settings.checkHostname) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake(); // Now, so that a wrong certificate fails the connecting, not the first command.
        return secured;
    }

    /** What is left of the connect timeout for the next step; zero: no limit. */
    private int left(long start) throws SocketTimeoutException {
        int all = settings.connectTimeout;
        if (all == 0) {
            return 0;
        }
        long left = all - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (left <= 0) {
            throw new SocketTimeoutException("no connection within " + all + " ms");
        }
        return (int) left;
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : e.getClass().getSimpleName() + ": " + message;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is being given up; nobody could do anything about it.
        }
    }
}
