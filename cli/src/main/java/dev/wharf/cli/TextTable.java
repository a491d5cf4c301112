package dev.wharf.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Lines of cells set in columns: texts to the left, numbers to the right. */
final class TextTable {
    /** Narrower than this nothing can be read; then a line is longer. */
    private static final int MOST_NARROW = 20;

    private final List<List<String>> rows = new ArrayList<>();

    TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The same, with the last column wrapped where a line would be longer. */
    List<String> lines(int width) {
        int before = 0;
        int columns = columns();
        for (int i = 0; i < columns - 1; i++) {
            before += width(i) + 2;
        }
        int left = Math.max(MOST_NARROW, width - before);
        TextTable wrapped = new TextTable();
        for (List<String> row : rows) {
            List<String> first = new ArrayList<>(row);
            String last = row.size() == columns ? first.removeLast() : "";
            List<String> lines = Wrapped.lines(last, left);
            for (int i = 0; i < lines.size(); i++) {
                List<String> cells = i == 0 ? new ArrayList<>(first) : blank(first.size());
                cells.add(lines.get(i));
                wrapped.rows.add(cells);
            }
        }
        return wrapped.lines();
    }

    private static List<String> blank(int cells) {
        return new ArrayList<>(Collections.nCopies(cells, ""));
    }

    private int columns() {
        return rows.stream().mapToInt(List::size).max().orElse(0);
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    List<String> lines() {
        int[] widths = IntStream.range(0, columns()).map(this::width).toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String space = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : "  ").append(isNumeric(i) ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }

    /** A column whose cells below the heading are all numbers. */
    private boolean isNumeric(int column) {
        return rows.stream()
                .skip(1)
                .filter(row -> row.size() > column)
                .allMatch(row -> row.get(column).matches("[0-9,]*"));
    }
}
