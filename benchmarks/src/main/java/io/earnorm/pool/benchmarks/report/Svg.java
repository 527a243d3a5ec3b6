package io.earnorm.pool.benchmarks.report;

/** Writes the few shapes that a plot is made of. Not thread-safe. */
final class Svg {

    static final String OURS = "#1d4ed8";
    static final String PEER = "#94a3b8";
    static final String BOUND = "#d6d3d1";

    private static final String INK = "#1f2937";
    private static final String GRID = "#e5e7eb";

    private final StringBuilder text = new StringBuilder();

    Svg(double width, double height, String title) {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%.0f' height='%.0f' viewBox='0 0 %.0f %.0f'"
                        + " font-family='sans-serif' font-size='12'>",
                width, height, width, height);
        add("<title>%s</title>", escaped(title));
        add("<rect width='100%%' height='100%%' fill='white'/>");
        add("<text x='12' y='22' font-size='14' font-weight='bold' fill='%s'>%s</text>", INK, escaped(title));
    }

    void label(double x, double y, String anchor, String label) {
        add("<text x='%.1f' y='%.1f' text-anchor='%s' fill='%s'>%s</text>", x, y, anchor, INK, escaped(label));
    }

    void bar(double x, double y, double width, double height, String color) {
        add("<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>", x, y, width, height, color);
    }

    void grid(double x1, double y1, double x2, double y2) {
        line(x1, y1, x2, y2, GRID, 1);
    }

    void line(double x1, double y1, double x2, double y2, String color, int width) {
        add(
                "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-width='%d'/>",
                x1, y1, x2, y2, color, width);
    }

    void dot(double x, double y, String color) {
        add("<circle cx='%.1f' cy='%.1f' r='3.5' fill='%s'/>", x, y, color);
    }

    String end() {
        return text + "</svg>\n";
    }

    private void add(String format, Object... values) {
        text.append(Numbers.format(format, values)).append('\n');
    }

    private static String escaped(String label) {
        return label.replace("&", "&amp;").replace("<", "&lt;");
    }
}
