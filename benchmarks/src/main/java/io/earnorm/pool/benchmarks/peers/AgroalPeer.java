package io.earnorm.pool.benchmarks.peers;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Agroal over a driver that costs nothing. */
final class AgroalPeer implements Peer {

    private final AgroalDataSource pool;

    AgroalPeer(Setup setup) throws SQLException {
        AgroalDataSourceConfigurationSupplier config = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(it -> it.minSize(setup.minSize())
                        .initialSize(setup.minSize())
                        .maxSize(setup.maxSize())
                        .acquisitionTimeout(setup.timeout())
                        .exceptionSorter(ExceptionSorter.fatalExceptionSorter())
                        .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(StubDriver.class)
                                .jdbcUrl(StubDriver.urlOf(setup.backend()))));
        pool = AgroalDataSource.from(config);
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

    /** Agroal has no call for it: a connection goes when it threw something fatal. */
    @Override
    public void invalidate(Object handle) throws Exception {
        Connection connection = (Connection) handle;
        connection.setAutoCommit(false);
        connection.unwrap(StubConnection.class).breakDown();
        try {
            connection.commit();
        } catch (SQLException expected) {
            // Agroal has seen it, too.
        }
        connection.close();
    }

    @Override
    public void close() {
        pool.close();
    }
}
