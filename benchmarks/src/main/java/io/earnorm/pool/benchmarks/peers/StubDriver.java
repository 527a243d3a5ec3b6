package io.earnorm.pool.benchmarks.peers;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A JDBC driver over a {@link Backend}, which is named by the URL. */
public final class StubDriver implements Driver {

    private static final Map<String, Backend> BACKENDS = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** For the pools that make their driver themselves. */
    public StubDriver() {}

    static String urlOf(Backend backend) {
        String url = "jdbc:stub:" + NEXT.incrementAndGet();
        BACKENDS.put(url, backend);
        return url;
    }

    static Object connection(Object handle) throws SQLException {
        return ((Connection) handle).unwrap(StubConnection.class).connection();
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        Backend backend = BACKENDS.get(url);
        if (backend == null) {
            return null;
        }
        try {
            return new StubConnection(backend);
        } catch (Exception e) {
            throw new SQLException(e);
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return BACKENDS.containsKey(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
