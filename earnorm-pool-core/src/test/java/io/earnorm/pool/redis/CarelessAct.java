package io.earnorm.pool.redis;

import io.earnorm.pool.testing.redis.RedisServer;
import java.util.function.Consumer;
import redis.clients.jedis.Jedis;

/**
 * Something that a holder does with a connection and should not do, or not without putting it back.
 *
 * @param name what the table calls it
 * @param becomes what becomes of the connection in a {@code RedisPool}
 * @param since the first version of Redis that has the command, as 7.0
 * @param during what is done with the leased connection
 * @param after what is done with what was kept of it, when somebody else has the connection
 */
record CarelessAct(String name, Becomes becomes, double since, Deed during, Consumer<Jedis> after) {

    /** What becomes of the connection. */
    enum Becomes {
        KEPT,
        RESTORED,
        REPLACED
    }

    /** What is done. */
    interface Deed {
        void on(Jedis jedis, RedisServer server);
    }

    static CarelessAct keeps(String name, Consumer<Jedis> during) {
        return of(name, Becomes.KEPT, during);
    }

    static CarelessAct restores(String name, Consumer<Jedis> during) {
        return of(name, Becomes.RESTORED, during);
    }

    static CarelessAct replaces(String name, Consumer<Jedis> during) {
        return of(name, Becomes.REPLACED, during);
    }

    static CarelessAct replaces(String name, Deed during) {
        return new CarelessAct(name, Becomes.REPLACED, 6.2, during, jedis -> {});
    }

    private static CarelessAct of(String name, Becomes becomes, Consumer<Jedis> during) {
        return new CarelessAct(name, becomes, 6.2, (jedis, server) -> during.accept(jedis), jedis -> {});
    }

    CarelessAct since(double version) {
        return new CarelessAct(name, becomes, version, during, after);
    }

    CarelessAct then(Consumer<Jedis> later) {
        return new CarelessAct(name, becomes, since, during, later);
    }

    @Override
    public String toString() {
        return name;
    }
}
