package io.earnorm.pool.engine;

/**
 * Keeps a slot's word away from whatever lies before it in memory, so that threads that work on
 * neighboring slots don't fight for one cache line. Two lines of 64 bytes, since processors fetch
 * them in pairs. Without it a pair of threads pays about four times as much for each lease.
 */
abstract class SlotPadding {

    long p00;
    long p01;
    long p02;
    long p03;
    long p04;
    long p05;
    long p06;
    long p07;
    long p08;
    long p09;
    long p10;
    long p11;
    long p12;
    long p13;
    long p14;
    long p15;
}
