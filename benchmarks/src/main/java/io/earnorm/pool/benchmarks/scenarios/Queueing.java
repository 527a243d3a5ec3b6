package io.earnorm.pool.benchmarks.scenarios;

/**
 * What queueing theory says of Poisson arrivals at servers with exponential service times, first come, first served (M/M/c).
 *
 * @param servers how many
 * @param load the share of them that is busy on average, below 1
 * @param meanService nanoseconds
 */
record Queueing(int servers, double load, double meanService) {

    /** {@return the nanoseconds within which a share of all is served} */
    double wait(double share) {
        double later = 1 - share;
        double waiting = probabilityOfWaiting();
        // Who waits, waits for an exponential time: P(wait > t) = waiting * exp(-servers / meanService * (1 - load) *
        // t).
        return waiting <= later ? 0 : Math.log(waiting / later) * meanService / (servers * (1 - load));
    }

    /** Erlang's C, by way of his B. */
    double probabilityOfWaiting() {
        double offered = load * servers;
        double blocked = 1;
        for (int server = 1; server <= servers; server++) {
            blocked = offered * blocked / (server + offered * blocked);
        }
        return blocked / (1 - load * (1 - blocked));
    }
}
