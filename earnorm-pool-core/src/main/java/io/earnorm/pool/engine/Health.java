package io.earnorm.pool.engine;

/**
 * What a look at the backend found.
 *
 * @param up whether it can be used
 * @param reason one line for a human
 */
public record Health(boolean up, String reason) {}
