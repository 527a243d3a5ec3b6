package io.earnorm.pool.benchmarks.scenarios;

/** How much is measured. */
enum Length {
    /** A few milliseconds of everything, in this JVM: shows that it runs, measures nothing. */
    SMOKE(0, 0, 1, 20),
    /** All scenarios and peers in five minutes. */
    SHORT(1, 1, 3, 250),
    /** All scenarios and peers in a quarter of an hour. After 1.2 s a pool's code is compiled. */
    FULL(2, 3, 2, 400);

    /** JVMs for each scenario and peer, one after the other, peers taking turns; 0: this JVM. */
    final int forks;

    /** Rounds whose figures are not used. */
    final int warmUps;

    /** Rounds whose figures are used. */
    final int rounds;

    /** Milliseconds of one round, where a scenario has no length of its own. */
    final int millis;

    Length(int forks, int warmUps, int rounds, int millis) {
        this.forks = forks;
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.millis = millis;
    }

    /** Returns the value for this length. */
    int of(int smoke, int shortForm, int full) {
        return switch (this) {
            case SMOKE -> smoke;
            case SHORT -> shortForm;
            case FULL -> full;
        };
    }
}
