package dev.wharf.stage.internal;

import dev.wharf.stage.SinkContext;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What was written, to be told at the end of a run. Safe for use by many threads. */
final class WrittenFiles {
    private long files;
    private long records;
    private @Nullable Path last;

    synchronized void add(Path file, long itsRecords) {
        files++;
        records += itsRecords;
        last = file;
    }

    /** Tells it, once. */
    synchronized void announce(SinkContext context) {
        if (files == 1) {
            context.announce("wrote " + last + " (" + records + " records)");
        } else if (files > 1) {
            context.announce("wrote " + files + " files, the last of them " + last + " (" + records + " records)");
        }
        files = 0;
        records = 0;
    }
}
