package io.earnorm.pool.benchmarks.scenarios;

import java.util.List;

/** The peers that connect by themselves. HikariCP's bag and the MongoDB driver's collection leave that to the pool around them. */
final class WholePools {

    static final List<String> IDS = List.of(
            "earnorm", "earnorm-strict", "commons", "commons-fair", "stormpot", "hikari", "vibur-fair", "agroal");

    private WholePools() {}
}
