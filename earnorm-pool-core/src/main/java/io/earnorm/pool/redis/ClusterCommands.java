package io.earnorm.pool.redis;

import java.util.List;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.args.FlushMode;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.util.KeyValue;

/**
 * Jedis's high-level client on a cluster. Thread-safe. Overrides what takes a sample key, which Jedis 6 and 7 would drop, and
 * what needs one connection to one node.
 */
final class ClusterCommands extends UnifiedJedis {

    private final ClusterRouter router;

    ClusterCommands(ClusterRouter router) {
        super(
                new ClusterProvider(router),
                RedisProtocol.RESP2); // Jedis 8 would connect to find out, if it were not told.
        this.router = router;
    }

    /** Does nothing: the pools are closed by whom they belong to. */
    @Override
    public void close() {}

    /** Not across nodes. */
    @Override
    public AbstractTransaction transaction(boolean doMulti) {
        throw new UnsupportedOperationException(
                "A transaction is of one node: take a connection of RedisClusterPool.nodeFor(key)");
    }

    // ---- Any node knows of all messages

    @Override
    public void subscribe(JedisPubSub subscriber, String... channels) {
        try (Connection connection = router.anyConnection()) {
            subscriber.proceed(connection, channels);
        }
    }

    @Override
    public void psubscribe(JedisPubSub subscriber, String... patterns) {
        try (Connection connection = router.anyConnection()) {
            subscriber.proceedWithPatterns(connection, patterns);
        }
    }

    @Override
    public void subscribe(BinaryJedisPubSub subscriber, byte[]... channels) {
        try (Connection connection = router.anyConnection()) {
            subscriber.proceed(connection, channels);
        }
    }

    @Override
    public void psubscribe(BinaryJedisPubSub subscriber, byte[]... patterns) {
        try (Connection connection = router.anyConnection()) {
            subscriber.proceedWithPatterns(connection, patterns);
        }
    }

    // ---- Where the sample key is

    private <T> T at(Object sampleKey, CommandObject<T> command) {
        return executeCommand(
                new CommandObject<>(new SampledArguments(command.getArguments(), sampleKey), command.getBuilder()));
    }

    private Object at(Object sampleKey, CommandArguments args) {
        return executeCommand(new SampledArguments(args, sampleKey));
    }

    private static CommandArguments arguments(ProtocolCommand command, Object[] args) {
        return new CommandArguments(command).addObjects(args);
    }

    @Override
    public Object sendCommand(String sampleKey, ProtocolCommand command, String... args) {
        return at(sampleKey, arguments(command, args));
    }

    @Override
    public Object sendBlockingCommand(String sampleKey, ProtocolCommand command, String... args) {
        return at(sampleKey, arguments(command, args).blocking());
    }

    @Override
    public Object eval(String script, String sampleKey) {
        return at(sampleKey, commandObjects.eval(script, sampleKey));
    }

    @Override
    public Object evalsha(String sha1, String sampleKey) {
        return at(sampleKey, commandObjects.evalsha(sha1, sampleKey));
    }

    @Override
    public Boolean scriptExists(String sha1, String sampleKey) {
        return scriptExists(sampleKey, new String[] {sha1}).get(0);
    }

    @Override
    public List<Boolean> scriptExists(String sampleKey, String... sha1s) {
        return at(sampleKey, commandObjects.scriptExists(sampleKey, sha1s));
    }

    @Override
    public String scriptLoad(String script, String sampleKey) {
        return at(sampleKey, commandObjects.scriptLoad(script, sampleKey));
    }

    @Override
    public String scriptFlush(String sampleKey) {
        return at(sampleKey, commandObjects.scriptFlush(sampleKey));
    }

    @Override
    public String scriptFlush(String sampleKey, FlushMode mode) {
        return at(sampleKey, commandObjects.scriptFlush(sampleKey, mode));
    }

    @Override
    public String scriptKill(String sampleKey) {
        return at(sampleKey, commandObjects.scriptKill(sampleKey));
    }

    @Override
    public long waitReplicas(String sampleKey, int replicas, long timeout) {
        return at(sampleKey, commandObjects.waitReplicas(sampleKey, replicas, timeout));
    }

    @Override
    public KeyValue<Long, Long> waitAOF(String sampleKey, long local, long replicas, long timeout) {
        return at(sampleKey, commandObjects.waitAOF(sampleKey, local, replicas, timeout));
    }

    @Override
    public Object sendCommand(byte[] sampleKey, ProtocolCommand command, byte[]... args) {
        return at(sampleKey, arguments(command, args));
    }

    @Override
    public Object sendBlockingCommand(byte[] sampleKey, ProtocolCommand command, byte[]... args) {
        return at(sampleKey, arguments(command, args).blocking());
    }

    @Override
    public Object eval(byte[] script, byte[] sampleKey) {
        return at(sampleKey, commandObjects.eval(script, sampleKey));
    }

    @Override
    public Object evalsha(byte[] sha1, byte[] sampleKey) {
        return at(sampleKey, commandObjects.evalsha(sha1, sampleKey));
    }

    @Override
    public Boolean scriptExists(byte[] sha1, byte[] sampleKey) {
        return scriptExists(sampleKey, new byte[][] {sha1}).get(0);
    }

    @Override
    public List<Boolean> scriptExists(byte[] sampleKey, byte[]... sha1s) {
        return at(sampleKey, commandObjects.scriptExists(sampleKey, sha1s));
    }

    @Override
    public byte[] scriptLoad(byte[] script, byte[] sampleKey) {
        return at(sampleKey, commandObjects.scriptLoad(script, sampleKey));
    }

    @Override
    public String scriptFlush(byte[] sampleKey) {
        return at(sampleKey, commandObjects.scriptFlush(sampleKey));
    }

    @Override
    public String scriptFlush(byte[] sampleKey, FlushMode mode) {
        return at(sampleKey, commandObjects.scriptFlush(sampleKey, mode));
    }

    @Override
    public String scriptKill(byte[] sampleKey) {
        return at(sampleKey, commandObjects.scriptKill(sampleKey));
    }

    @Override
    public long waitReplicas(byte[] sampleKey, int replicas, long timeout) {
        return at(sampleKey, commandObjects.waitReplicas(sampleKey, replicas, timeout));
    }

    @Override
    public KeyValue<Long, Long> waitAOF(byte[] sampleKey, long local, long replicas, long timeout) {
        return at(sampleKey, commandObjects.waitAOF(sampleKey, local, replicas, timeout));
    }
}
