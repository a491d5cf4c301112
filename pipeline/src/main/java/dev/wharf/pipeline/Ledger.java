package dev.wharf.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Where every record went. For each stage, in = passed + filtered + skipped + dead-lettered + returned + in flight; for
 * each edge, what one stage emitted is what the next took in. It speaks of one run of one process.
 */
public record Ledger(List<Row> rows, List<Edge> edges) {
    public Ledger {
        rows = List.copyOf(rows);
        edges = List.copyOf(edges);
    }

    /**
     * One stage.
     *
     * @param in records taken: read from outside, or from other stages
     * @param passed records done with: emitted something, or, for a sink, durable
     * @param filtered records dropped on purpose, without those counted as absent
     * @param filteredAbsent records dropped because the field to decide by was absent or null
     * @param returned records given back: undone when the run ended, or one that stopped it
     * @param emitted records handed to the stages behind, each edge counted once
     */
    public record Row(
            String id,
            String function,
            long in,
            long passed,
            long filtered,
            long filteredAbsent,
            long skipped,
            long deadLettered,
            long returned,
            long emitted) {

        /** Records taken and not yet done with. */
        public long inFlight() {
            return in - passed - filtered - filteredAbsent - skipped - deadLettered - returned;
        }
    }

    /** What went from one stage to another, as counted on the way out and on the way in. */
    public record Edge(String from, String to, long emitted, long in) {}

    /** What does not add up once a run is over, in words; empty when everything does. */
    public List<String> mismatches() {
        List<String> found = new ArrayList<>();
        for (Row row : rows) {
            if (row.inFlight() != 0) {
                found.add("stage " + row.id() + " took " + row.in() + " records, and " + row.inFlight()
                        + " of them are neither passed, filtered nor returned");
            }
            long brought = broughtTo(row.id());
            if (brought >= 0 && brought != row.in()) {
                found.add("stage " + row.id() + " took " + row.in() + " records, but its inputs brought " + brought);
            }
        }
        for (Edge edge : edges) {
            if (edge.emitted() != edge.in()) {
                found.add("stage " + edge.from() + " emitted " + edge.emitted() + " records to " + edge.to()
                        + ", which took " + edge.in());
            }
        }
        return found;
    }

    /** How many records came from its inputs; -1 for a source. */
    private long broughtTo(String id) {
        List<Edge> ways = edges.stream().filter(edge -> edge.to().equals(id)).toList();
        return ways.isEmpty() ? -1 : ways.stream().mapToLong(Edge::in).sum();
    }
}
