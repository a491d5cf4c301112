package dev.wharf.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells set in columns: texts to the left, numbers to the right. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
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
