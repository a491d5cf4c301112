package dev.wharf.cli;

import dev.wharf.pipeline.Ledger;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows how a run goes: one line that is written over on a terminal, a line now and then elsewhere. */
final class Progress implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final int WIDTH = 79;

    private final Supplier<Ledger> ledger;
    private final PrintWriter err;
    private final boolean terminal;
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService timer;
    private long lastIn;
    private long lastNanos = startNanos;
    private boolean shown;

    private Progress(Supplier<Ledger> ledger, PrintWriter err, boolean terminal) {
        this.ledger = ledger;
        this.err = err;
        this.terminal = terminal;
        this.timer = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name("wharf-progress").unstarted(task));
    }

    /** Starts showing; close it before anything else is written. */
    static Progress start(Supplier<Ledger> ledger, PrintWriter err) {
        boolean terminal = Boolean.getBoolean("wharf.terminal");
        Progress progress = new Progress(ledger, err, terminal);
        long every = (terminal ? ON_TERMINAL : ELSEWHERE).toMillis();
        var unused = progress.timer.scheduleAtFixedRate(progress::show, every, every, TimeUnit.MILLISECONDS);
        return progress;
    }

    private void show() {
        String line = line(ledger.get(), System.nanoTime());
        shown = true;
        if (terminal) {
            String cut = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
            err.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
        } else {
            err.println(line);
        }
        err.flush();
    }

    private String line(Ledger now, long nowNanos) {
        long in = 0;
        long under = 0;
        StringBuilder stages = new StringBuilder();
        for (Ledger.Row row : now.rows()) {
            boolean source = now.edges().stream().noneMatch(edge -> edge.to().equals(row.id()));
            in += source ? row.in() : 0;
            under += row.inFlight();
            stages.append("  ").append(row.id()).append(' ').append(number(row.in()));
        }
        double seconds = Math.max(1e-3, (nowNanos - lastNanos) / 1e9);
        long rate = Math.round((in - lastIn) / seconds);
        lastIn = in;
        lastNanos = nowNanos;
        long elapsed = TimeUnit.NANOSECONDS.toSeconds(nowNanos - startNanos);
        return elapsed + " s  " + number(rate) + " records/s  " + number(under) + " in flight" + stages;
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (terminal && shown) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
        }
    }
}
