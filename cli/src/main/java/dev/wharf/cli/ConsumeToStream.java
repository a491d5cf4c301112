package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.loop.Settling;
import dev.wharf.payload.ByteSink;
import dev.wharf.record.SettleLog;
import dev.wharf.record.WharfRecord;
import java.io.IOException;
import java.io.OutputStream;

/** Writes records to standard output; they settle when the operating system has them. */
final class ConsumeToStream implements ConsumeOutput {
    private static final int BLOCK_BYTES = 64 << 10;

    private final RecordForm form;
    private final Outlet outlet;
    private final ConsumeTally tally;
    private final Runnable stop;
    private ByteSink gathered = new ByteSink(BLOCK_BYTES);
    private SettleLog log = new SettleLog();
    private ConsumeTally counts = new ConsumeTally();
    private volatile boolean readerGone;
    /** Whether the failure was told; before that nobody may think that all is well. */
    private boolean failed;

    /**
     * Starts the thread that writes.
     *
     * @param tally gets what was written
     * @param stop called when nobody reads any more
     */
    ConsumeToStream(OutputStream out, RecordForm form, ConsumeTally tally, Runnable stop) {
        this.form = form;
        this.outlet = new Outlet(out);
        this.tally = tally;
        this.stop = stop;
    }

    /** In their order, but each by itself: if the end comes in the middle of what was fetched, that is committed. */
    @Override
    public Settling settling() {
        return Settling.OUT_OF_ORDER;
    }

    @Override
    public boolean ready() {
        return !failed && (gathered.length() < BLOCK_BYTES || outlet.ready());
    }

    @Override
    public void process(WharfRecord record) {
        form.write(record, gathered);
        log.accept(record);
        counts.add(record);
        if (gathered.length() >= BLOCK_BYTES) {
            flush();
        }
    }

    @Override
    public void tick() {
        IOException failure = outlet.failure();
        if (failure == null) {
            flush();
        } else if (!failed) {
            failed = true;
            tell(failure);
        }
    }

    private void tell(IOException failure) {
        if (!String.valueOf(failure.getMessage()).contains("Broken pipe")) {
            throw new WharfException(ErrorCode.SINK_FAILED, text(failure), failure);
        }
        readerGone = true;
        stop.run();
    }

    private static String text(IOException failure) {
        boolean full = String.valueOf(failure.getMessage()).contains("No space left");
        return "standard output cannot be written: " + failure.getMessage()
                + (full ? "; make room, and consume what is missing again" : "");
    }

    private void flush() {
        if (log.records() == 0 || !outlet.ready()) {
            return;
        }
        SettleLog settles = log;
        ConsumeTally counted = counts;
        outlet.write(gathered.toByteArray(), () -> {
            tally.add(counted);
            settles.settle();
        });
        gathered = gathered.length() > 2 * BLOCK_BYTES ? new ByteSink(BLOCK_BYTES) : cleared(gathered);
        log = new SettleLog();
        counts = new ConsumeTally();
    }

    private static ByteSink cleared(ByteSink sink) {
        sink.clear();
        return sink;
    }

    /** Whether who read has gone away, as {@code head} does. */
    boolean readerGone() {
        return readerGone;
    }

    @Override
    public boolean quiet() {
        return failed || (log.records() == 0 && outlet.idle());
    }

    @Override
    public String finish(boolean complete) {
        return "";
    }

    @Override
    public void close() {
        outlet.close();
    }
}
