package dev.wharf.cli;

import dev.wharf.pipeline.Ledger;
import java.util.concurrent.TimeUnit;

/** The ledger of a run in one line, with the rate since the last one. For one thread. */
final class LedgerLine {
    private final long startNanos;
    private long lastIn;
    private long lastNanos;

    LedgerLine(long startNanos) {
        this.startNanos = startNanos;
        this.lastNanos = startNanos;
    }

    String of(Ledger now, long nowNanos) {
        long in = 0;
        long under = 0;
        StringBuilder stages = new StringBuilder();
        for (Ledger.Row row : now.rows()) {
            boolean source = now.edges().stream().noneMatch(edge -> edge.to().equals(row.id()));
            in += source ? row.in() : 0;
            under += row.inFlight();
            stages.append("  ").append(row.id()).append(' ').append(Progress.number(row.in()));
        }
        double seconds = Math.max(1e-3, (nowNanos - lastNanos) / 1e9);
        long rate = Math.round((in - lastIn) / seconds);
        lastIn = in;
        lastNanos = nowNanos;
        long elapsed = TimeUnit.NANOSECONDS.toSeconds(nowNanos - startNanos);
        return elapsed + " s  " + Progress.number(rate) + " records/s  " + Progress.number(under) + " in flight"
                + stages;
    }
}
