package io.earnorm.pool.benchmarks.report;

import java.util.Map;

/** What the tables are about. */
final class Titles {

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("pairs", "Acquire, look at the connection, release: nobody waits, pool of 16"),
            Map.entry("sizes", "The same by two threads, on small and large pools"),
            Map.entry("elsewhere", "Acquired by one thread, released by another"),
            Map.entry("variants", "What may be switched on"),
            Map.entry("failed", "Acquires that are refused at once"),
            Map.entry("exhaustion", "32 threads on few connections"),
            Map.entry("virtual", "Virtual threads"),
            Map.entry("burst", "20,000 virtual threads on 8 connections, one command each"),
            Map.entry("timeout", "Acquires that time out after 250 ms"),
            Map.entry("cold-burst", "500 callers on an empty pool of at most 32; connecting takes 50 ms"),
            Map.entry("dead-backend", "16 callers with a deadline of 300 ms, and a backend that is dead"),
            Map.entry("outage", "64 callers on 32 connections, and a backend that is away for 2 s"),
            Map.entry("steady-load", "Poisson arrivals at 90 % of 16 connections"));

    private Titles() {}

    static String of(String scenario) {
        return ALL.getOrDefault(scenario, scenario);
    }
}
