package io.earnorm.pool.benchmarks.scenarios;

/** What a caller does while it holds a connection. */
@FunctionalInterface
interface Work {

    void use(Object connection) throws Exception;
}
