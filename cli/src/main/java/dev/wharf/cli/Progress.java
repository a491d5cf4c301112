package dev.wharf.cli;

import dev.wharf.status.Observed;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows how work goes: one line that is written over on a terminal, a line now and then elsewhere. */
final class Progress implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final Duration SHORT_WORK = Duration.ofSeconds(1);
    private static final int WIDTH = 79;
    private static final int BAR_WIDTH = 30;

    private final Supplier<String> line;
    private final PrintWriter err;
    private final boolean terminal;
    private final ScheduledExecutorService timer;
    private boolean shown;

    private Progress(Supplier<String> line, PrintWriter err, boolean terminal) {
        this.line = line;
        this.err = err;
        this.terminal = terminal;
        this.timer = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name("wharf-progress").unstarted(task));
    }

    /** Shows how a run goes, on a terminal or not; close it before anything else is written. */
    static Progress start(Observed run, PrintWriter err) {
        RunLine line = new RunLine(System.nanoTime());
        Progress progress = new Progress(() -> line.of(run.status(), System.nanoTime()), err, onTerminal());
        Duration every = progress.terminal ? ON_TERMINAL : ELSEWHERE;
        progress.show(every, every);
        return progress;
    }

    /** Does the work and shows how it goes, if it takes longer than a second, on a terminal only. */
    static void during(Supplier<String> line, PrintWriter err, Runnable work) {
        Progress progress = new Progress(line, err, onTerminal());
        if (progress.terminal) {
            progress.show(SHORT_WORK, ON_TERMINAL);
        }
        try {
            work.run();
        } finally {
            progress.close();
        }
    }

    /** Whether standard error is a terminal, as the launcher found it. */
    static boolean onTerminal() {
        return Boolean.getBoolean("wharf.terminal");
    }

    private void show(Duration first, Duration every) {
        var unused = timer.scheduleAtFixedRate(this::show, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void show() {
        String now = line.get();
        shown = true;
        if (terminal) {
            String cut = now.length() > WIDTH ? now.substring(0, WIDTH) : now;
            err.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
        } else {
            err.println(now);
        }
        err.flush();
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A bar and the numbers; only the numbers where the whole is not known. */
    static String bar(long done, long whole, String what) {
        if (whole <= 0) {
            return number(done) + " " + what;
        }
        int filled = (int) (BAR_WIDTH * Math.min(done, whole) / whole);
        return "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "]  " + number(done) + " of " + number(whole)
                + " " + what;
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
            err.flush();
        }
    }
}
