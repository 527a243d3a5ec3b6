package io.earnorm.pool.engine.simulation;

import java.util.List;

/** All of a world's chance, from one seed (SplitMix64, whose numbers no JDK changes). */
final class Dice {

    private long state;

    Dice(long seed) {
        state = seed;
        state = next() ^ 0x632BE59BD9B4E019L; // Or neighbors would roll the same, one throw later.
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to one less than the bound. */
    int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** Both ends included. */
    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    boolean percent(int chance) {
        return chance > 0 && below(100) < chance;
    }

    boolean permille(int chance) {
        return chance > 0 && below(1000) < chance;
    }

    double fraction() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    /** An index, as often as its weight says. */
    int weighted(int[] weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int left = below(sum);
        for (int i = 0; ; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
    }
}
