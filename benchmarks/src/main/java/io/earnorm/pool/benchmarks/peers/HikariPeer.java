package io.earnorm.pool.benchmarks.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;

/** All of HikariCP over a driver that costs nothing. Does not insist on a connection when it is opened. */
final class HikariPeer implements Peer {

    private final HikariDataSource pool;

    HikariPeer(Setup setup) {
        HikariConfig config = new HikariConfig();
        config.setDriverClassName(StubDriver.class.getName());
        config.setJdbcUrl(StubDriver.urlOf(setup.backend()));
        config.setMinimumIdle(setup.minSize());
        config.setMaximumPoolSize(setup.maxSize());
        config.setConnectionTimeout(setup.timeout().toMillis());
        config.setValidationTimeout(Math.min(5_000, setup.timeout().toMillis()));
        config.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(config);
    }

    @Override
    public Object acquire() throws Exception {
        return pool.getConnection();
    }

    @Override
    public Object acquire(Duration timeout) {
        throw new UnsupportedOperationException("One timeout for all");
    }

    @Override
    public Object connection(Object handle) throws Exception {
        return StubDriver.connection(handle);
    }

    @Override
    public void release(Object handle) throws Exception {
        ((Connection) handle).close();
    }

    @Override
    public void invalidate(Object handle) {
        pool.evictConnection((Connection) handle);
    }

    @Override
    public void close() {
        pool.close();
    }
}
