package dev.wharf.stage.internal;

import dev.wharf.error.WharfException;
import dev.wharf.file.WholeFile;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.SinkContext;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.WorkerContext;
import dev.wharf.value.Field;
import dev.wharf.value.VirtualFields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are finished in the middle of a run, by time and by size, and whose records are durable then. Each worker
 * has files of its own, so nobody waits for anybody; the disk is written to on the worker's thread.
 */
final class RollingFiles implements SinkStage.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(RollingFiles.class);
    private static final Duration TRY_AGAIN = Duration.ofMillis(500);

    private final SinkContext context;
    private final OpenFiles.Settings settings;
    private final RollRule rule;
    private final FileNames names;
    private final List<Field> metadata;
    private final WrittenFiles written = new WrittenFiles();

    /** Whether one file could be started is looked at here; it is started with its first record. */
    RollingFiles(SinkContext context, OpenFiles.Settings settings, RollRule rule) {
        this.context = context;
        this.settings = settings;
        this.rule = rule;
        this.names = FileNames.of(settings.path(), context.fields());
        this.metadata = VirtualFields.shown(context.fields());
        if (!settings.path().computed()) {
            Path place = settings.path().folder();
            var unused = WholeFile.check(place, WholeFile.Settings.of(place, settings.ifExists()));
        }
    }

    @Override
    public SinkStage.Writer writer(WorkerContext worker) {
        return new Rolling(worker, new OpenFiles(settings));
    }

    @Override
    public void finish(boolean complete) {
        written.announce(context);
    }

    private final class Rolling implements SinkStage.Writer {
        private final WorkerContext worker;
        private final OpenFiles files;
        private long unsettled;
        private boolean full;
        private boolean urged;
        private boolean delayed;
        private long tryAgainNanos;

        Rolling(WorkerContext worker, OpenFiles files) {
            this.worker = worker;
            this.files = files;
        }

        @Override
        public boolean ready() {
            return !full && !delayed;
        }

        @Override
        public void write(WharfRecord record) {
            OpenFile<?> file = files.at(names.of(record));
            OpenFile.Row row = file.row(record.shown(metadata));
            files.makeRoom(file);
            row.append();
            file.log().accept(record);
            unsettled++;
            full |= rule.full(file.size());
        }

        @Override
        public void urge() {
            urged = true;
        }

        @Override
        public boolean quiet() {
            return unsettled == 0;
        }

        @Override
        public void tick(SinkStage.Failures failures) {
            long now = System.nanoTime();
            if (delayed && now - tryAgainNanos < 0) {
                return;
            }
            try {
                roll(now);
            } catch (WharfException e) {
                delayed = true;
                tryAgainNanos = now + TRY_AGAIN.toNanos();
                failures.delayed(e);
                return;
            }
            if (delayed) {
                delayed = false;
                failures.goesOn();
            }
        }

        private void roll(long now) {
            if (full || urged) {
                for (OpenFile<?> file : files.all()) {
                    if (urged || rule.full(file.size())) {
                        publish(file);
                    }
                }
                full = false;
                urged = false;
            }
            OpenFile<?> oldest = files.oldest();
            while (oldest != null && rule.due(oldest.startedNanos(), now)) {
                publish(oldest);
                oldest = files.oldest();
            }
        }

        /** One whose only rows were refused has none, and does not appear. */
        private void publish(OpenFile<?> file) {
            long records = file.records();
            if (records > 0) {
                Path name = file.publish();
                written.add(name, records);
                LOG.debug("{}: wrote {} ({} records)", worker.name(), name, records);
            }
            unsettled -= records;
            worker.settled(file.log().settle());
            files.done(file);
        }

        @Override
        public void close() {
            worker.returned(unsettled);
            unsettled = 0;
            files.close();
        }
    }
}
