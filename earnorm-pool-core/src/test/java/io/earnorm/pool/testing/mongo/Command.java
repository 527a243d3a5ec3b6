package io.earnorm.pool.testing.mongo;

import org.jspecify.annotations.Nullable;

/**
 * A command as it arrived.
 *
 * @param name for example {@code insert}
 * @param database where it was sent
 * @param session the {@code lsid}, as text; absent outside of a session
 * @param transaction the {@code txnNumber}; absent outside of a transaction, but for retryable writes
 * @param inTransaction whether {@code autocommit: false} said that it is part of a transaction
 * @param startsTransaction whether it is the first of its transaction
 */
public record Command(
        String name,
        String database,
        @Nullable String session,
        @Nullable Long transaction,
        boolean inTransaction,
        boolean startsTransaction) {}
