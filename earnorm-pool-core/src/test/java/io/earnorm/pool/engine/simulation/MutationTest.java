package io.earnorm.pool.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The simulator notices mistakes: each {@link Mutations mutation} of the engine is found by some seed. A
 * few are hunted in every build; {@code -Dmutations=all} hunts all, and prints which seed found which.
 */
class MutationTest {

    private static final int MOST_SEEDS = 50_000;

    @Test
    void someMistakesAreNoticed() throws Exception {
        assertThat(unnoticed(Mutations.CHEAP)).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "mutations", matches = "all")
    void allMistakesAreNoticed() throws Exception {
        assertThat(unnoticed(Mutations.OTHERS)).isEmpty();
    }

    private static List<String> unnoticed(List<Mutation> mutations) throws Exception {
        List<String> unnoticed = new ArrayList<>();
        for (Mutation mutation : mutations) {
            String found = new Mutant(mutation).hunt(MOST_SEEDS);
            System.out.printf(
                    "%-62s %-20s %s%n", mutation.name(), mutation.file(), found.isEmpty() ? "NOT FOUND" : found);
            if (found.isEmpty()) {
                unnoticed.add(mutation.name());
            }
        }
        return unnoticed;
    }
}
