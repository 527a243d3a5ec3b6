package io.earnorm.pool.benchmarks.peers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A JDBC connection that costs nothing: what a pool asks of it, it forgets or answers from a field. */
final class StubConnection extends UnsupportedConnection {

    private final Backend backend;
    private final Object connection;
    private boolean autoCommit = true;
    private boolean broken;
    private boolean closed;

    StubConnection(Backend backend) throws Exception {
        this.backend = backend;
        connection = backend.connect();
    }

    Object connection() {
        return connection;
    }

    void breakDown() {
        broken = true;
    }

    @Override
    public void abort(Executor executor) {
        close();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            backend.close(connection);
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isValid(int seconds) {
        return !broken && backend.validate(connection);
    }

    /** The statement that fails on a broken connection. */
    @Override
    public void commit() throws SQLException {
        if (broken) {
            throw new SQLException("broken", "08006");
        }
    }

    @Override
    public void rollback() {}

    @Override
    public boolean getAutoCommit() {
        return autoCommit;
    }

    @Override
    public void setAutoCommit(boolean autoCommit) {
        this.autoCommit = autoCommit;
    }

    @Override
    public void clearWarnings() {}

    @Override
    public @Nullable SQLWarning getWarnings() {
        return null;
    }

    @Override
    public String getCatalog() {
        return "";
    }

    @Override
    public void setCatalog(String catalog) {}

    @Override
    public String getSchema() {
        return "";
    }

    @Override
    public void setSchema(String schema) {}

    @Override
    public int getNetworkTimeout() {
        return 0;
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) {}

    @Override
    public int getHoldability() {
        return ResultSet.CLOSE_CURSORS_AT_COMMIT;
    }

    @Override
    public void setHoldability(int holdability) {}

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public void setReadOnly(boolean readOnly) {}

    @Override
    public int getTransactionIsolation() {
        return TRANSACTION_READ_COMMITTED;
    }

    @Override
    public void setTransactionIsolation(int level) {}

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }
}
