package io.earnorm.pool.benchmarks.report;

import java.util.List;

/** A bar for each peer, on a logarithmic axis. */
final class BarChart {

    private static final double WIDTH = 760;
    private static final double LEFT = 190;
    private static final double RIGHT = 680;
    private static final double TOP = 40;
    private static final double ROW = 24;

    private BarChart() {}

    /**
     * Draws.
     *
     * @param title above it
     * @param axis below it
     * @param results one for each bar
     */
    static String of(String title, String axis, List<Result> results) {
        double bottom = TOP + results.size() * ROW;
        Svg svg = new Svg(WIDTH, bottom + 50, title);
        LogScale scale = LogScale.over(results.stream().mapToDouble(Result::value), LEFT, RIGHT);
        for (double tick : scale.ticks()) {
            svg.grid(scale.at(tick), TOP, scale.at(tick), bottom);
            svg.label(scale.at(tick), bottom + 16, "middle", Numbers.of(tick));
        }
        svg.label((LEFT + RIGHT) / 2, bottom + 36, "middle", axis + ", logarithmic");
        double y = TOP;
        for (Result result : results) {
            bar(svg, scale, result, y);
            y += ROW;
        }
        return svg.end();
    }

    private static void bar(Svg svg, LogScale scale, Result result, double y) {
        double end = scale.at(result.value());
        svg.label(LEFT - 8, y + 16, "end", Names.label(result.peer()));
        svg.bar(LEFT, y + 4, Math.max(1, end - LEFT), ROW - 8, Names.color(result.peer()));
        svg.label(end + 6, y + 16, "start", Numbers.of(result.value()));
    }
}
