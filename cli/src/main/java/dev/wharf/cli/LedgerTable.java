package dev.wharf.cli;

import dev.wharf.pipeline.Ledger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** A ledger for people: a column that is zero in every row, and seldom is not, is left out. */
final class LedgerTable {
    private LedgerTable() {}

    private record Column(ToLongFunction<Ledger.Row> count, boolean seldom) {}

    static List<String> lines(Ledger ledger) {
        Map<String, Column> columns = columns();
        columns.values()
                .removeIf(column ->
                        column.seldom && ledger.rows().stream().allMatch(row -> column.count.applyAsLong(row) == 0));
        TextTable table = new TextTable().row(cells(List.of("stage", "function"), List.copyOf(columns.keySet())));
        for (Ledger.Row row : ledger.rows()) {
            List<String> counts = columns.values().stream()
                    .map(column -> Progress.number(column.count.applyAsLong(row)))
                    .toList();
            table.row(cells(List.of(row.id(), row.function()), counts));
        }
        return table.lines();
    }

    private static Map<String, Column> columns() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("in", new Column(Ledger.Row::in, false));
        columns.put("passed", new Column(Ledger.Row::passed, false));
        columns.put("filtered", new Column(Ledger.Row::filtered, false));
        columns.put("absent", new Column(Ledger.Row::filteredAbsent, false));
        columns.put("skipped", new Column(Ledger.Row::skipped, true));
        columns.put("dead letters", new Column(Ledger.Row::deadLettered, true));
        columns.put("returned", new Column(Ledger.Row::returned, false));
        columns.put("in flight", new Column(Ledger.Row::inFlight, false));
        return columns;
    }

    private static String[] cells(List<String> first, List<String> rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(rest);
        return all.toArray(new String[0]);
    }
}
