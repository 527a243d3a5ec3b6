package io.earnorm.pool.benchmarks.micro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What was measured so far: of each cell, for each round, its iterations. Not thread-safe. */
final class Figures {

    /** An iteration that got less of its cores says more about the machine than about the pool. */
    private static final double ENOUGH = 0.85;

    private final Map<Cell, List<List<Measurement>>> rounds = new HashMap<>();

    void add(Cell cell, List<Measurement> iterations) {
        rounds.computeIfAbsent(cell.work(), key -> new ArrayList<>()).add(iterations);
    }

    boolean has(Cell cell) {
        return rounds.containsKey(cell.work())
                && rounds.containsKey(cell.bound().work());
    }

    /** The median of the rounds' medians. */
    double median(Cell cell, ToDoubleFunction<Measurement> figure) {
        return median(perRound(cell, figure));
    }

    /** The median of the rounds' ratios to the same round's bound. */
    double ratio(Cell cell) {
        double[] own = perRound(cell, Measurement::cpu);
        double[] bound = perRound(cell.bound(), Measurement::cpu);
        double[] ratios = new double[Math.min(own.length, bound.length)];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = own[i] / bound[i];
        }
        return median(ratios);
    }

    private double[] perRound(Cell cell, ToDoubleFunction<Measurement> figure) {
        List<List<Measurement>> all = Objects.requireNonNull(rounds.get(cell.work()));
        boolean waits = waits(all);
        return all.stream()
                .mapToDouble(iterations -> median(
                        kept(iterations, waits).stream().mapToDouble(figure).toArray()))
                .toArray();
    }

    /** A pool whose threads park never gets its cores: then nothing can be told from that. */
    private static boolean waits(List<List<Measurement>> all) {
        long enough = all.stream().flatMap(List::stream).filter(Figures::enough).count();
        return enough * 2 < all.stream().mapToLong(List::size).sum();
    }

    private static List<Measurement> kept(List<Measurement> iterations, boolean waits) {
        List<Measurement> kept = iterations.stream().filter(Figures::enough).toList();
        return waits || kept.isEmpty() ? iterations : kept;
    }

    private static boolean enough(Measurement iteration) {
        return iteration.share() >= ENOUGH;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
