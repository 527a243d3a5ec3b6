package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.config.PoolConfig;

/** Before hand-out, a connection that is too old or was idle for too long is evicted, and one in doubt is asked. */
final class Fitness {

    private static final String RULE = "what is lent is fit";

    private final Model model;

    Fitness(Model model) {
        this.model = model;
    }

    void check(Ask ask, Conn conn) {
        PoolConfig config = model.plan.config;
        if (isOver(conn.readyAt, config.maxLifetime().toNanos(), ask.surelyAt)) {
            model.fail(10, RULE, "number %d is alive since %d".formatted(conn.number, conn.readyAt));
        }
        if (conn.unsettled > 0 || model.resized) {
            return;
        }
        if (config.minSize() == 0 && isOver(conn.usedAt, config.maxIdleTime().toNanos(), ask.surelyAt)) {
            model.fail(10, RULE, "number %d is idle since %d".formatted(conn.number, conn.usedAt));
        }
        long interval = Math.max(1, config.validationInterval().toNanos());
        if (config.validateOnBorrow() && isOver(conn.goodAt, interval, ask.surelyAt)) {
            model.fail(10, RULE, "number %d was not asked since %d".formatted(conn.number, conn.goodAt));
        }
    }

    private static boolean isOver(long since, long length, long now) {
        return length > 0 && now - since >= length;
    }
}
