package io.earnorm.pool.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;

/** A line for each peer, both axes logarithmic. */
final class LineChart {

    private static final double WIDTH = 760;
    private static final double HEIGHT = 400;
    private static final double LEFT = 70;
    private static final double RIGHT = 560;
    private static final double TOP = 45;
    private static final double BOTTOM = 340;

    private static final List<String> COLORS = List.of("#d97706", "#059669", "#9333ea", "#64748b", "#dc2626");

    private LineChart() {}

    /**
     * Draws.
     *
     * @param title above it
     * @param xAxis below it
     * @param yAxis beside it
     * @param lines by peer: the value of y at each x, in order
     */
    static String of(String title, String xAxis, String yAxis, Map<String, SequencedMap<Double, Double>> lines) {
        LogScale x = LogScale.over(values(lines, true), LEFT, RIGHT);
        LogScale y = LogScale.over(values(lines, false), BOTTOM, TOP);
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        axes(svg, x, y, xAxis, yAxis);
        List<String> colors = new ArrayList<>(COLORS);
        double legend = TOP + 10;
        for (Map.Entry<String, SequencedMap<Double, Double>> line : lines.entrySet()) {
            String color = Names.isOurs(line.getKey()) ? Svg.OURS : colors.remove(0);
            draw(svg, x, y, line.getValue(), color);
            svg.dot(RIGHT + 24, legend - 4, color);
            svg.label(RIGHT + 36, legend, "start", Names.label(line.getKey()));
            legend += 20;
        }
        return svg.end();
    }

    private static void axes(Svg svg, LogScale x, LogScale y, String xAxis, String yAxis) {
        for (double tick : x.ticks()) {
            svg.grid(x.at(tick), TOP, x.at(tick), BOTTOM);
            svg.label(x.at(tick), BOTTOM + 16, "middle", Numbers.of(tick));
        }
        for (double tick : y.ticks()) {
            svg.grid(LEFT, y.at(tick), RIGHT, y.at(tick));
            svg.label(LEFT - 8, y.at(tick) + 4, "end", Numbers.of(tick));
        }
        svg.label((LEFT + RIGHT) / 2, BOTTOM + 38, "middle", xAxis);
        svg.label(LEFT, TOP - 6, "start", yAxis);
    }

    private static void draw(Svg svg, LogScale x, LogScale y, SequencedMap<Double, Double> line, String color) {
        Map.Entry<Double, Double> last = line.firstEntry();
        for (Map.Entry<Double, Double> point : line.entrySet()) {
            svg.line(
                    x.at(last.getKey()), y.at(last.getValue()), x.at(point.getKey()), y.at(point.getValue()), color, 2);
            svg.dot(x.at(point.getKey()), y.at(point.getValue()), color);
            last = point;
        }
    }

    private static DoubleStream values(Map<String, SequencedMap<Double, Double>> lines, boolean keys) {
        return lines.values().stream()
                .flatMap(line -> (keys ? line.keySet() : line.values()).stream())
                .mapToDouble(value -> value);
    }

    /** An empty line. */
    static SequencedMap<Double, Double> line() {
        return new LinkedHashMap<>();
    }
}
