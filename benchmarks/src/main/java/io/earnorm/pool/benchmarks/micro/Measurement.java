package io.earnorm.pool.benchmarks.micro;

/**
 * One iteration.
 *
 * @param cpu nanoseconds of CPU time per operation, of the whole process
 * @param wall nanoseconds per operation, as if there were one core
 * @param share how much of its cores it got, from 0 to about 1
 * @param allocated bytes per operation
 */
record Measurement(double cpu, double wall, double share, double allocated) {}
