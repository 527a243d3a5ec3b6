package io.earnorm.pool.testing.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that may be started again on the same one. */
final class FreePort {

    /** How much higher the port is on which nodes of a cluster talk to each other. */
    private static final int BUS = 10_000;

    private static final int FIRST_PORT = 11_000;

    private FreePort() {}

    /**
     * A port that is free, and whose cluster bus port, 10,000 higher, is free as well. Both are below those that systems give
     * to outgoing connections: one of these could otherwise take the port of a server that is about to start again.
     */
    static int next() {
        for (int i = 0; i < 1_000; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_PORT + BUS);
            if (isFree(port) && isFree(port + BUS)) {
                return port;
            }
        }
        throw new IllegalStateException("No two free ports that are 10,000 apart");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(RedisServer.HOST))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
