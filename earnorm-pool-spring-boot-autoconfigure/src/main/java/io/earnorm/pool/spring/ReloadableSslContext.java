package io.earnorm.pool.spring;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * An SSL context that can be replaced by another. Drivers ask once for a factory of sockets and keep it: each
 * connection that it makes uses what is in force then, and no session is resumed that began under another.
 */
final class ReloadableSslContext extends SSLContext {

    private final Current current;

    ReloadableSslContext(SSLContext first) {
        this(new Current(first));
    }

    private ReloadableSslContext(Current current) {
        super(current, current.context.getProvider(), current.context.getProtocol());
        this.current = current;
    }

    /** New connections use this one from now on. */
    void replace(SSLContext next) {
        current.context = next;
    }

    /** Asks whichever context is in force. */
    private static final class Current extends SSLContextSpi {

        private final SSLSocketFactory sockets =
                new CurrentSocketFactory(() -> context().getSocketFactory());
        private volatile SSLContext context;

        private Current(SSLContext first) {
            context = first;
        }

        private SSLContext context() {
            return context;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("This context is made of an SSL bundle");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return sockets;
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return context.createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return context.createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return context.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return context.getSupportedSSLParameters();
        }
    }
}
