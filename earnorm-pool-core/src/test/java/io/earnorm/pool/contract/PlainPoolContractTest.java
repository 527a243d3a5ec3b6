package io.earnorm.pool.contract;

import io.earnorm.pool.BasePool;
import io.earnorm.pool.Pool;
import io.earnorm.pool.config.PoolConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The contract, kept for what a user might pool: lists that are all equal to each other, and whose hash
 * code changes with every use. Overrides nothing that need not be overridden.
 */
final class PlainPoolContractTest extends PoolContractTest<List<String>> {

    private final AtomicBoolean down = new AtomicBoolean();

    @Override
    protected Pool<List<String>> newPool(PoolConfig config) {
        return new ListPool(config, down);
    }

    @Override
    public void breakDown() {
        down.set(true);
    }

    @Override
    public void heal() {
        down.set(false);
    }

    private static final class ListPool extends BasePool<List<String>> {

        private final AtomicBoolean down;

        ListPool(PoolConfig config, AtomicBoolean down) {
            super("lists", config);
            this.down = down;
        }

        @Override
        protected List<String> createConnection() throws IOException {
            if (down.get()) {
                throw new IOException("out of paper");
            }
            return new ArrayList<>();
        }

        @Override
        protected boolean validateConnection(List<String> connection) {
            connection.add("validated"); // So that its hash code changes.
            return !down.get();
        }

        @Override
        protected void destroyConnection(List<String> connection) {
            connection.clear();
        }
    }
}
