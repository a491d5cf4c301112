package dev.wharf.stage.internal;

import dev.wharf.file.WholeFile;
import dev.wharf.record.SettleLog;
import dev.wharf.value.Document;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One file on its way: its rows, and which records they are. One thread at a time, but for {@link #row}.
 *
 * @param <R> a row of its format on its way
 */
final class OpenFile<R> implements AutoCloseable {
    private final Path target;
    private final WholeFile file;
    private final RowsFormat<R> format;
    private final long startedNanos = System.nanoTime();
    private final SettleLog log = new SettleLog();
    private final List<String> names = new ArrayList<>(1);
    private long records;
    private boolean ended;

    OpenFile(Path target, WholeFile file, RowsFormat<R> format) {
        this.target = target;
        this.file = file;
        this.format = format;
    }

    /** A row that is ready to be appended. */
    interface Row {
        void append();
    }

    Path target() {
        return target;
    }

    /** The names under which records ask for it. */
    List<String> names() {
        return names;
    }

    long startedNanos() {
        return startedNanos;
    }

    long records() {
        return records;
    }

    /** The records in it, where they settle with it. */
    SettleLog log() {
        return log;
    }

    /** About. */
    long size() {
        return file.size();
    }

    int number() {
        return file.number();
    }

    /** Gets a row ready; by several threads. Appending it is for one at a time. */
    Row row(Document document) {
        R row = format.prepare(document);
        return () -> {
            format.append(row, file::write);
            records++;
        };
    }

    /** Before a row is appended; may fail, and then be tried again. */
    void makeRoom() {
        format.makeRoom();
        file.makeRoom();
    }

    /** Lets go of the handle until there is more to write. */
    void suspend() {
        file.suspend();
    }

    /** Ends the file and gives it its name; may fail, and then be tried again. */
    Path publish() {
        while (!ended) {
            file.makeRoom();
            ended = format.end(file::write);
        }
        return file.commit();
    }

    /** Gives it up, unless it was published. */
    @Override
    public void close() {
        try {
            file.close();
        } finally {
            format.close();
        }
    }
}
