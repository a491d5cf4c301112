package dev.wharf.cli;

import dev.wharf.file.IfExists;
import dev.wharf.file.WholeFile;
import dev.wharf.loop.Settling;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes each record to a file of its own, named by its place; it settles once the file is on the disk. */
final class ConsumeToFolder implements ConsumeOutput {
    private final Path folder;
    private final String suffix;
    private final IfExists ifExists;
    private final RecordForm form;
    private final ConsumeTally tally;
    private final ByteSink one = new ByteSink();
    private final boolean bare;
    private @Nullable LargeFile large;

    /**
     * Makes nothing yet.
     *
     * @param bare whether a file holds the value alone, as it is: then it may be of any size
     */
    ConsumeToFolder(Path folder, String suffix, IfExists ifExists, RecordForm form, boolean bare, ConsumeTally tally) {
        this.bare = bare;
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

    /** A large payload is written by a thread of its own, so that a group does not miss a member that takes long. */
    @Override
    public boolean ready() {
        return large == null;
    }

    @Override
    public void process(WharfRecord record) {
        Path path = folder.resolve(nameOf(record));
        if (bare && record.payload() instanceof Payload.Large payload) {
            record.slice().accept();
            large = LargeFile.start(record, payload, WholeFile.Settings.of(path, ifExists), path, tally);
            return;
        }
        one.clear();
        form.write(record, one);
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
    public void tick() {
        LargeFile running = large;
        if (running != null && running.ended()) {
            large = null;
            running.settle();
        }
    }

    @Override
    public boolean quiet() {
        return large == null;
    }

    @Override
    public String finish(boolean complete) {
        return tally.records() == 0 ? "" : "wrote " + Amount.counted(tally.records(), "file") + " to " + folder;
    }

    @Override
    public void close() {
        LargeFile running = large;
        if (running != null) {
            running.giveUp();
        }
    }
}
