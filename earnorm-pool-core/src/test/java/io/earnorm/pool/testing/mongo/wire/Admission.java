package io.earnorm.pool.testing.mongo.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** Whom a double lets in, and through which kind of socket. */
record Admission(@Nullable SSLContext tls, @Nullable String password, boolean byCertificate) {

    private static final int BACKLOG = 200;

    boolean required() {
        return password != null || byCertificate;
    }

    Login begin() {
        return new Login(password == null ? "" : password);
    }

    ServerSocket listen() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        if (tls == null) {
            return new ServerSocket(0, BACKLOG, loopback);
        }
        ServerSocket socket = tls.getServerSocketFactory().createServerSocket(0, BACKLOG, loopback);
        ((SSLServerSocket) socket).setNeedClientAuth(byCertificate);
        return socket;
    }
}
