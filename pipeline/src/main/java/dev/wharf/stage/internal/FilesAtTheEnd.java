package dev.wharf.stage.internal;

import dev.wharf.record.SettleLog;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.SinkContext;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.WorkerContext;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.VirtualFields;
import java.util.ArrayList;
import java.util.List;

/** The files of one run, which appear when it has ended well; its writers take turns. */
final class FilesAtTheEnd implements SinkStage.Sink {
    private final SinkContext context;
    private final FileNames names;
    private final OpenFiles files;
    private final boolean computed;
    private final List<Field> metadata;
    private final List<SettleLog> logs = new ArrayList<>();
    private final WrittenFiles written = new WrittenFiles();

    /**
     * Where there is one file it is started here, on the thread that starts the run: if it cannot be, nothing flows.
     */
    FilesAtTheEnd(SinkContext context, OpenFiles.Settings settings) {
        this.context = context;
        this.computed = settings.path().computed();
        this.names = FileNames.of(settings.path(), context.fields());
        this.metadata = VirtualFields.shown(context.fields());
        this.files = new OpenFiles(settings);
        if (!computed) {
            var unused = files.at("");
        }
    }

    @Override
    public synchronized SinkStage.Writer writer(WorkerContext worker) {
        SettleLog log = new SettleLog();
        logs.add(log);
        return record -> {
            append(record);
            log.accept(record);
        };
    }

    private void append(WharfRecord record) {
        String name = names.of(record);
        Document document = record.shown(metadata);
        OpenFile<?> file = at(name);
        OpenFile.Row row = file.row(document);
        synchronized (this) {
            files.makeRoom(file);
            row.append();
        }
    }

    private synchronized OpenFile<?> at(String name) {
        return files.at(name);
    }

    @Override
    public synchronized void finish(boolean complete) {
        if (complete) {
            publish();
            context.settled(logs.stream().mapToLong(SettleLog::settle).sum());
            written.announce(context);
        } else {
            giveUp();
        }
    }

    private void publish() {
        for (OpenFile<?> file : files.all()) {
            if (!computed || file.records() > 0) {
                written.add(file.publish(), file.records());
            }
            files.done(file);
        }
    }

    private void giveUp() {
        try {
            files.close();
        } finally {
            context.returned(logs.stream().mapToLong(SettleLog::clear).sum());
            written.announce(context);
        }
    }
}
