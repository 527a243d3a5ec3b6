package io.earnorm.pool.spring.actuate;

import io.earnorm.pool.ManagedPool;
import io.earnorm.pool.PoolState;
import io.earnorm.pool.config.PoolConfig;
import io.earnorm.pool.exception.PoolConfigurationException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/** Does what an operator asks for, one thing after the other, and leaves a trace of each: in the log and as an audit event. */
final class PoolOperations {

    private static final Logger LOG = LoggerFactory.getLogger(PoolOperations.class);

    private final Collection<ManagedPool> pools;
    private final ApplicationEventPublisher events;

    PoolOperations(Collection<ManagedPool> pools, ApplicationEventPublisher events) {
        this.pools = pools;
        this.events = events;
    }

    Optional<ManagedPool> find(String name) {
        return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
    }

    /**
     * Does something to a pool.
     *
     * @param by who asks for it
     * @param name the pool's
     * @param word of the operation
     * @param sizes wanted by a resize
     * @throws PoolOperationException if there is no such pool or operation, the sizes are wrong, or the pool is closed
     */
    synchronized PoolChange perform(String by, String name, String word, Sizes sizes) {
        ManagedPool pool = find(name).orElseThrow(() -> unknownPool(name));
        PoolOperation operation = PoolOperation.find(word).orElseThrow(() -> unknownOperation(word));
        refuseWhenClosed(pool);
        PoolSituation before = PoolSituation.of(pool);
        perform(operation, pool, sizes);
        PoolChange change = new PoolChange(name, word, by, before, PoolSituation.of(pool));
        LOG.info("Pool '{}': {} by '{}', before: {}, after: {}", name, word, by, before, change.after());
        events.publishEvent(
                new AuditApplicationEvent(by, "EARNORM_POOL_" + word.toUpperCase(Locale.ROOT), change.toData()));
        return change;
    }

    private static void perform(PoolOperation operation, ManagedPool pool, Sizes sizes) {
        if (operation != PoolOperation.RESIZE) {
            sizes.refuse(operation);
        }
        switch (operation) {
            case CLEAR -> pool.clear();
            case RESIZE -> resize(pool, sizes);
            case SUSPEND -> pool.suspend();
            case RESUME -> pool.resume();
        }
    }

    private static void resize(ManagedPool pool, Sizes sizes) {
        if (sizes.isEmpty()) {
            throw new PoolOperationException(
                    PoolOperationException.BAD_REQUEST, "resize needs minSize, maxSize or both as numbers");
        }
        PoolConfig now = pool.config();
        try {
            pool.resize(sizes.min(now.minSize()), sizes.max(now.maxSize()));
        } catch (PoolConfigurationException e) {
            throw new PoolOperationException(PoolOperationException.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static void refuseWhenClosed(ManagedPool pool) {
        PoolState state = pool.state();
        if (state == PoolState.DRAINING || state == PoolState.CLOSED) {
            throw new PoolOperationException(
                    PoolOperationException.CONFLICT, "Pool '%s' is %s for good".formatted(pool.name(), state));
        }
    }

    private PoolOperationException unknownPool(String name) {
        String known = pools.stream().map(ManagedPool::name).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(", "));
        return new PoolOperationException(
                PoolOperationException.NOT_FOUND, "There is no pool '%s'; there are: %s".formatted(name, known));
    }

    private static PoolOperationException unknownOperation(String word) {
        return new PoolOperationException(
                PoolOperationException.BAD_REQUEST,
                "There is no operation '%s'; there are: %s".formatted(word, PoolOperation.words()));
    }

    /**
     * The sizes that a resize asks for; null where the present one stays.
     *
     * @param minSize the floor
     * @param maxSize the ceiling
     */
    record Sizes(@Nullable Integer minSize, @Nullable Integer maxSize) {

        boolean isEmpty() {
            return minSize == null && maxSize == null;
        }

        int min(int now) {
            return minSize == null ? now : minSize;
        }

        int max(int now) {
            return maxSize == null ? now : maxSize;
        }

        private void refuse(PoolOperation operation) {
            if (!isEmpty()) {
                throw new PoolOperationException(
                        PoolOperationException.BAD_REQUEST, "%s takes no sizes".formatted(operation.word()));
            }
        }
    }
}
