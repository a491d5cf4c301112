package dev.wharf.cli;

import dev.wharf.file.IfExists;
import dev.wharf.file.WholeFile;
import dev.wharf.loop.Settling;
import dev.wharf.payload.ByteSink;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import java.nio.file.Path;

/** Writes each record to a file of its own, named by its place; it settles once the file is on the disk. */
final class ConsumeToFolder implements ConsumeOutput {
    private final Path folder;
    private final String suffix;
    private final IfExists ifExists;
    private final RecordForm form;
    private final ConsumeTally tally;
    private final ByteSink one = new ByteSink();

    /** Makes nothing yet. */
    ConsumeToFolder(Path folder, String suffix, IfExists ifExists, RecordForm form, ConsumeTally tally) {
        this.folder = folder;
        this.suffix = suffix;
        this.ifExists = ifExists;
        this.form = form;
        this.tally = tally;
    }

    /** In their order, but each by itself: if the end comes in the middle of what was fetched, that is committed. */
    @Override
    public Settling settling() {
        return Settling.OUT_OF_ORDER;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void process(WharfRecord record) {
        one.clear();
        form.write(record, one);
        Path path = folder.resolve(nameOf(record));
        try (WholeFile file = WholeFile.create(path, WholeFile.Settings.of(path, ifExists))) {
            file.write(one.buffer(), 0, one.length());
            Path unused = file.commit();
        }
        record.slice().accept();
        record.slice().settle(1);
        tally.add(record);
    }

    /** The names of topics have neither slashes nor anything else that leads out of a folder. */
    private String nameOf(WharfRecord record) {
        Origin origin = record.slice().origin();
        return origin.name() + "-" + origin.partition() + "-" + record.offset() + suffix;
    }

    @Override
    public void tick() {}

    @Override
    public boolean quiet() {
        return true;
    }

    @Override
    public String finish(boolean complete) {
        return tally.records() == 0 ? "" : "wrote " + Amount.counted(tally.records(), "file") + " to " + folder;
    }

    @Override
    public void close() {}
}
