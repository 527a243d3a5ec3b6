package io.earnorm.pool.mongodb;

/**
 * What the driver's socket pools do, over all members of the cluster, as the driver's events tell it. The sockets of its
 * monitors are not among them. The numbers are read one after the other, so they may be a moment apart.
 *
 * @param open sockets now, those being opened included
 * @param checkedOut sockets that serve an operation now
 * @param waiting operations that wait for a socket now
 * @param opened sockets since the pool was created
 * @param cleared how often the driver has dropped all sockets of a member, after a failure
 */
public record SocketMetrics(int open, int checkedOut, int waiting, long opened, long cleared) {}
