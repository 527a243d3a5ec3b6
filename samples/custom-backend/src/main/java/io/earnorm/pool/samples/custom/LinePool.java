package io.earnorm.pool.samples.custom;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.PoolOptions;
import java.io.IOException;

/** A pool of {@link LineConnection}s: everything that a backend has to say, and nothing about pooling. */
public final class LinePool extends BasePool<LineConnection> {

    private final LineSettings settings;

    /**
     * Makes a pool. Connects to nothing yet.
     *
     * @param options with a URI like {@code lines://host:port}; {@code extraConfig} knows {@code
     *     read_timeout} (a duration like {@code 5s}, the default)
     * @throws io.earnorm.pool.exception.PoolConfigurationException if the URI or {@code extraConfig}
     *     cannot work
     */
    public LinePool(PoolOptions options) {
        super(options.name(LineBackend.NAME), options);
        settings = LineSettings.of(options);
    }

    @Override
    public String backend() {
        return LineBackend.NAME;
    }

    @Override
    protected LineConnection createConnection() throws IOException {
        return LineConnection.open(settings.address(), config().connectTimeout(), settings.readTimeout());
    }

    @Override
    protected void destroyConnection(LineConnection connection) throws IOException {
        connection.close();
    }

    /** Asked before a connection that was idle for a while is leased, and by health checks. */
    @Override
    protected boolean validateConnection(LineConnection connection) throws IOException {
        return connection.ping();
    }

    /** What one holder set must not reach the next one. When this fails, the connection goes. */
    @Override
    protected void resetConnection(LineConnection connection) throws IOException {
        connection.reset();
    }

    /** A refusal arrived over a connection that works; any other failure of I/O ends it. */
    @Override
    protected boolean isBroken(LineConnection connection, Throwable failure) {
        return failure instanceof IOException && !(failure instanceof LineRefusedException);
    }

    /** What {@code executeIdempotent} may try again, besides what every pool tries again. */
    @Override
    protected boolean isTransient(Throwable failure) {
        return failure instanceof LineRefusedException refused ? refused.isBusy() : super.isTransient(failure);
    }
}
