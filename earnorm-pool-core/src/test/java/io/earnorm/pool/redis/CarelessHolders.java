package io.earnorm.pool.redis;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.earnorm.pool.Lease;
import io.earnorm.pool.redis.CarelessAct.Becomes;
import io.earnorm.pool.testing.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;

/** Lets one holder of a pool's connection do something careless, and the next one look at it. */
final class CarelessHolders {

    private static final String PASSWORD = "secret";

    private final RedisServer server;

    CarelessHolders(RedisServer server) {
        this.server = server;
    }

    /** A server with a password, and another user. */
    static RedisServer server() {
        return RedisServer.builder()
                .password(PASSWORD)
                .user("joe", CarelessActs.JOES_PASSWORD, "~*", "&*", "+@all")
                .start();
    }

    /** {@return 7.0 of a 7.0.15} */
    double version() {
        String version = server.<String>admin(jedis -> jedis.info("server"))
                .lines()
                .filter(line -> line.startsWith("redis_version:"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(version.replaceFirst("^redis_version:(\\d+\\.\\d+).*", "$1"));
    }

    /**
     * What happened.
     *
     * @param complaint what the next holder found to be the matter, if anything was
     * @param becomes what became of the connection
     */
    record Outcome(Optional<String> complaint, Becomes becomes) {}

    /** What the next holder of a connection of a {@code RedisPool} notices. */
    Outcome ofRedisPool(CarelessAct act) {
        try (RedisPool pool = redisPool()) {
            Lease<Jedis> first = pool.acquire();
            Jedis careless = first.connection();
            Borrower borrower = Borrower.knowing(careless, server, Duration.ofMinutes(1));
            long id = careless.clientId();
            act.during().on(careless, server);
            boolean reset = commands(first::close).containsKey("reset");
            try (Lease<Jedis> second = pool.acquire();
                    Lease<Jedis> third = pool.acquire()) {
                catchThrowable(() -> act.after().accept(careless));
                Optional<String> complaint = borrower.complaint(second.connection(), third.connection());
                boolean same = complaint.isEmpty() && second.connection().clientId() == id;
                return new Outcome(complaint, !same ? Becomes.REPLACED : reset ? Becomes.RESTORED : Becomes.KEPT);
            }
        }
    }

    /** What the next borrower of a connection of a {@code JedisPool} notices. */
    Optional<String> ofJedisPool(CarelessAct act) {
        JedisPoolConfig two = new JedisPoolConfig();
        two.setMaxTotal(2);
        try (JedisPool pool = new JedisPool(two, new HostAndPort(server.host(), server.port()), new Login(300))) {
            Jedis careless = pool.getResource();
            Borrower borrower = Borrower.knowing(careless, server, Duration.ofSeconds(1));
            act.during().on(careless, server);
            catchThrowable(careless::close);
            Jedis second = pool.getResource();
            catchThrowable(() -> act.after().accept(careless));
            return borrower.complaint(second, pool.getResource());
        } finally {
            server.run(jedis ->
                    server.clientList().forEach(client -> catchThrowable(() -> jedis.clientKill(client.get("addr")))));
        }
    }

    /** The commands that the server counts while a lease lasts, from acquire to the next acquire. */
    Map<String, String> commandsOfLease(CarelessAct act) {
        try (RedisPool pool = redisPool()) {
            pool.run(Jedis::ping);
            return commands(() -> {
                try (Lease<Jedis> lease = pool.acquire()) {
                    act.during().on(lease.connection(), server);
                }
                pool.acquire().close();
            });
        }
    }

    /** The same for a connection of one's own. */
    Map<String, String> commandsWithoutPool(CarelessAct act) {
        Jedis jedis = new Jedis(new HostAndPort(server.host(), server.port()), new Login(2000)) {
            @Override
            public void close() {} // As in a lease.
        };
        try {
            jedis.ping();
            return commands(() -> act.during().on(jedis, server));
        } finally {
            jedis.disconnect();
        }
    }

    /** How often the server was called for what, by anybody, while something was done. */
    private Map<String, String> commands(Runnable doing) {
        String stats = server.admin(jedis -> {
            jedis.configResetStat();
            doing.run();
            return jedis.info("commandstats");
        });
        Map<String, String> calls = new TreeMap<>();
        stats.lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .forEach(line -> calls.put(
                        line.substring("cmdstat_".length(), line.indexOf(':')),
                        line.replaceFirst(".*:calls=(\\d+).*", "$1")));
        calls.keySet().removeAll(List.of("config", "config|resetstat"));
        return calls;
    }

    private RedisPool redisPool() {
        return RedisPools.to(
                server.uri().replace("//", "//:" + PASSWORD + "@") + "/2",
                config -> config.maxSize(2)
                        .validationInterval(Duration.ofHours(1)) // It must not be the validation that finds anything.
                        .drainTimeout(Duration.ZERO)
                        .extraConfig(Map.of("client_name", "pool", "socket_timeout", "30s")));
    }

    /** The same as the RedisPool's. */
    private record Login(int timeout) implements JedisClientConfig {

        @Override
        public int getSocketTimeoutMillis() {
            return timeout;
        }

        @Override
        public String getPassword() {
            return PASSWORD;
        }

        @Override
        public int getDatabase() {
            return 2;
        }

        @Override
        public String getClientName() {
            return "pool";
        }

        /** Jedis 8 asks; Jedis 6 and 7 don't know it. */
        public boolean isAutoNegotiateProtocol() {
            return false;
        }
    }
}
