package io.earnorm.pool.faults;

/** What callers ask of a server through a pool. */
@FunctionalInterface
interface Question {

    /**
     * Asks.
     *
     * @param token no other question has it
     * @return the token again, if the answer belongs to this question
     */
    String ask(String token) throws Exception;
}
