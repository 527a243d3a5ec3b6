package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.config.PoolConfig;

/**
 * What one seed does: how the baton passes, how many ask, what goes wrong and how often. Most kinds of
 * trouble are absent from most seeds, so that each is also met alone and in pairs.
 */
final class Plan {

    /** What an actor can do, in the order of {@link #weights}. */
    enum Deed {
        ACQUIRE,
        ACQUIRE_AT_ONCE,
        TRY_ACQUIRE,
        ACQUIRE_ASYNC,
        CANCEL,
        RELEASE,
        RELEASE_AGAIN,
        INVALIDATE,
        COMPLETE_OR_FAIL,
        SLEEP,
        INTERRUPT,
        CLEAR,
        PAUSE,
        SUSPEND,
        RESUME,
        RESIZE,
        CLEANUP,
        HEALTH,
        FIGURES,
        LISTENERS,
        INIT,
        CLOSE
    }

    final long seed;
    final Dice dice;
    final long origin;
    final PoolConfig config;

    /** Percent of the points at which the baton may pass. */
    final int passes;

    /** Permille of the points at which time passes although somebody could run. */
    final int timePasses;

    final int spuriousWakeUps;
    final int sluggish;
    final int actors;
    final int deeds;
    final int[] weights;

    // Percent of the calls of each kind that go wrong.
    final int failingConnects;
    final int slowConnects;
    final int failingValidations;
    final int slowValidations;
    final int failingDestroys;
    final int slowDestroys;
    final int failingResets;
    final int failingViews;
    final int failingListeners;
    final int busyListeners;
    final int failingJudges;

    /** Percent of the slow calls that hang until they are interrupted, or until all is healed. */
    final int hangs;

    /** Whether nobody hears of leases, so that they may go the short way. */
    final boolean silent;

    /** Whether actors do things one soon after the other. */
    final boolean brisk;

    final boolean resets;
    final long coarseTickNanos;
    final long coarseKeptNanos;

    /** Whether another pool has the coarse time kept already. */
    final boolean coarse;

    /** Percent of the leases that are kept until after the end. */
    final int lateReturns;

    Plan(long seed) {
        this.seed = seed;
        dice = new Dice(seed);
        origin = dice.percent(30) ? Long.MAX_VALUE - dice.below(50_000_000) : dice.next() >> 1;
        silent = dice.percent(50);
        brisk = dice.percent(25);
        config = new Settings(dice).config(dice.percent(silent ? 80 : 20), brisk);
        passes = dice.pick(java.util.List.of(10, 30, 50, 80));
        timePasses = dice.percent(40) ? 0 : dice.between(5, 100);
        spuriousWakeUps = dice.percent(80) ? 0 : 100;
        sluggish = dice.percent(70) ? 0 : dice.between(1, 8);
        actors = brisk ? dice.between(3, 6) : dice.between(1, 5);
        deeds = dice.percent(80) ? dice.between(2, 12) : dice.between(12, 30);
        weights = weights();
        failingConnects = sometimes(40, 60);
        slowConnects = sometimes(50, 60);
        failingValidations = sometimes(30, 60);
        slowValidations = sometimes(30, 60);
        failingDestroys = sometimes(20, 60);
        slowDestroys = sometimes(25, 60);
        failingResets = sometimes(15, 40);
        failingViews = sometimes(10, 30);
        failingListeners = sometimes(10, 20);
        busyListeners = sometimes(12, 15);
        failingJudges = sometimes(10, 50);
        hangs = dice.percent(60) ? 0 : dice.between(10, 80);
        resets = !silent || dice.percent(20);
        coarseTickNanos = dice.percent(80) ? 10_000_000 : 25_000_000;
        coarse = dice.percent(60);
        coarseKeptNanos = dice.between(5, 100) * 10_000_000L;
        lateReturns = dice.percent(50) ? 0 : dice.between(10, 60);
    }

    private int sometimes(int percent, int most) {
        return dice.percent(percent) ? dice.between(1, most) : 0;
    }

    private int[] weights() {
        int[] weights = new int[Deed.values().length];
        for (Deed deed : Deed.values()) {
            weights[deed.ordinal()] = weight(deed);
        }
        return weights;
    }

    private int weight(Deed deed) {
        return switch (deed) {
            case ACQUIRE -> dice.between(10, 40);
            case RELEASE -> dice.between(10, 40);
            case SLEEP -> dice.between(3, 20);
            case ACQUIRE_AT_ONCE, TRY_ACQUIRE, INVALIDATE, COMPLETE_OR_FAIL, RELEASE_AGAIN -> sometimes(40, 10);
            case ACQUIRE_ASYNC -> sometimes(40, 20);
            case CANCEL -> sometimes(60, 15);
            case INTERRUPT -> sometimes(25, 10);
            case CLEAR, RESIZE, CLEANUP, FIGURES -> sometimes(25, 6);
            case HEALTH -> sometimes(12, 8);
            case PAUSE, SUSPEND -> sometimes(15, 5);
            case RESUME -> sometimes(30, 8);
            case LISTENERS, INIT -> sometimes(10, 3);
            case CLOSE -> sometimes(20, 3);
        };
    }
}
