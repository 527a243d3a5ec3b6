package io.earnorm.pool.benchmarks.scenarios;

import io.earnorm.pool.benchmarks.peers.Peer;
import io.earnorm.pool.benchmarks.peers.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A burst of virtual threads, each with one command for a server; also by Jedis as it comes. */
final class Burst implements Scenario {

    private static final int CONNECTIONS = 8;
    private static final String JEDIS = "jedis";

    @Override
    public String name() {
        return "burst";
    }

    @Override
    public String title() {
        return "20,000 virtual threads on 8 connections, a PING each, answered by a server in the same JVM";
    }

    @Override
    public List<String> peers() {
        List<String> peers = new ArrayList<>(Scenario.super.peers());
        peers.add(JEDIS);
        return peers;
    }

    @Override
    public void run(Trial trial) throws Exception {
        int threads = trial.length().of(500, 20_000, 20_000);
        try (PingServer server = new PingServer();
                Peer peer = open(trial, server)) {
            Pools.fill(peer, CONNECTIONS);
            for (int round = -trial.length().warmUps; round < trial.length().rounds; round++) {
                ClosedLoop loop = new ClosedLoop(
                        threads, true, peer instanceof JedisPeer ? JedisPeer::ping : PingConnection::ping);
                Round seen = loop.once(peer, TimeUnit.SECONDS.toNanos(10));
                if (round >= 0) {
                    report(trial, "PING", seen);
                }
            }
        }
    }

    private static Peer open(Trial trial, PingServer server) throws Exception {
        return trial.peer().equals(JEDIS)
                ? new JedisPeer(server.port())
                : trial.open(Setup.fixed(server, CONNECTIONS).forVirtualThreads());
    }

    private static void report(Trial trial, String variant, Round seen) {
        trial.millis(variant, "all served within", (double) seen.nanos());
        trial.millis(variant, "longest wait", (double) seen.longestWait());
        trial.report(variant, "not served within 10 s", seen.unserved(), "threads");
        trial.report(variant, "CPU per operation", seen.cpuMicrosPerOperation(), "µs");
        trial.report(variant, "taken by other processes", seen.takenByOthers(), "% of the machine");
    }
}
