package io.earnorm.pool.metrics;

/**
 * What a pool costs its process.
 *
 * @param sockets what the backend holds open: one for each connection that is idle, in use or closing, unless it knows better
 * @param threads worker threads that connect, validate or destroy for this pool right now
 * @param memoryBytes estimated memory of the pool's own objects, without the backend's
 */
public record ResourceUsage(int sockets, int threads, long memoryBytes) {}
