package io.earnorm.pool.redis;

import java.util.Iterator;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.args.Rawable;

/** A command without keys that goes where a key is that it doesn't send. Jedis 6 and 7 forget that key. */
final class SampledArguments extends CommandArguments {

    private final Object sampleKey;

    SampledArguments(CommandArguments args, Object sampleKey) {
        super(args.getCommand());
        this.sampleKey = sampleKey;
        Iterator<Rawable> all = args.iterator();
        all.next(); // The command itself.
        all.forEachRemaining(this::add);
        if (args.isBlocking()) {
            blocking();
        }
    }

    Object sampleKey() {
        return sampleKey;
    }
}
