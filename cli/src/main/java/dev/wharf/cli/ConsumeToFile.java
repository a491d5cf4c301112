package dev.wharf.cli;

import dev.wharf.file.IfExists;
import dev.wharf.file.WholeFile;
import dev.wharf.loop.Settling;
import dev.wharf.payload.ByteSink;
import dev.wharf.record.SettleLog;
import dev.wharf.record.WharfRecord;
import java.nio.file.Path;

/** Writes records to one file, which appears whole at the end; they settle then. */
final class ConsumeToFile implements ConsumeOutput {
    private final RecordForm form;
    private final WholeFile file;
    private final ConsumeTally tally;
    private final ConsumeTally counts = new ConsumeTally();
    private final SettleLog log = new SettleLog();
    private final ByteSink one = new ByteSink();

    /** Starts the file under a hidden name; compressed as its name says. */
    ConsumeToFile(Path path, IfExists ifExists, RecordForm form, ConsumeTally tally) {
        this.form = form;
        this.file = WholeFile.create(path, WholeFile.Settings.of(path, ifExists));
        this.tally = tally;
    }

    @Override
    public Settling settling() {
        return Settling.AT_THE_END;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void process(WharfRecord record) {
        one.clear();
        form.write(record, one);
        file.write(one.buffer(), 0, one.length());
        log.accept(record);
        counts.add(record);
    }

    @Override
    public void tick() {}

    @Override
    public boolean quiet() {
        return true;
    }

    @Override
    public String finish(boolean complete) {
        if (!complete) {
            return "no file was written";
        }
        Path name = file.commit();
        tally.add(counts);
        log.settle();
        return "wrote " + name;
    }

    @Override
    public void close() {
        file.close();
    }
}
