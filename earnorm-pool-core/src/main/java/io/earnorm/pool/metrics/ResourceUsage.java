package io.earnorm.pool.metrics;

/**
 * What a pool costs its process.
 *
 * @param sockets connections that the backend may hold open: idle, in use and closing
 * @param threads worker threads that connect, validate or destroy for this pool right now
 * @param memoryBytes estimated memory of the pool's own objects, without the backend's
 */
public record ResourceUsage(int sockets, int threads, long memoryBytes) {}
