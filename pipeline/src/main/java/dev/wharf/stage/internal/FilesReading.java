package dev.wharf.stage.internal;

import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonDocument;
import dev.wharf.loop.RecordSource;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.stage.SourceContext;
import dev.wharf.stage.SourceStage;
import dev.wharf.status.SourceStatus;
import dev.wharf.value.Fields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads files one after another, each as a stream.
 *
 * @param how what is said about the format, behind the files
 */
record FilesReading(InputFiles files, Format format, String how) implements SourceStage {

    /** What is in the files. */
    interface Format {
        /**
         * Reads the rows of a file.
         *
         * @throws WharfException with {@code CONFIGURATION} if it is not there, or not what its name says
         */
        Rows open(InputFile file);
    }

    @Override
    public int workers(int wanted) {
        return 1;
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public boolean commitsOffsets() {
        return false;
    }

    /** Not so a pipe, which opening alone would wait for. */
    @Override
    public boolean repeatable() {
        try {
            return files.list().stream().allMatch(file -> Files.isRegularFile(file.path()));
        } catch (WharfException e) {
            return false;
        }
    }

    @Override
    public Optional<String> missing() {
        try {
            return files.list().stream()
                    .filter(file -> !Files.exists(file.path()))
                    .map(InputFile::absence)
                    .findFirst();
        } catch (WharfException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** The first is opened here, on the thread that starts the run: if it is missing nothing flows. */
    @Override
    public IntFunction<RecordSource> open(SourceContext context) {
        List<InputFile> all = files.list();
        Extent extent = Extent.of(all);
        Deque<InputFile> left = new ArrayDeque<>(all);
        Decoding decoding = new Decoding(JsonCodec.JSON, context.fields(), false);
        Open first = Open.of(left.removeFirst(), format);
        return worker -> new FileSource(first, left, format, decoding, extent);
    }

    @Override
    public String summary() {
        return "file " + files.path() + how;
    }

    /** How much there is to read, or -1, and how much was. */
    private record Extent(long whole, ReadBytes read) {
        static Extent of(List<InputFile> files) {
            List<Long> sizes = files.stream().map(InputFile::size).toList();
            boolean known = sizes.stream().allMatch(size -> size >= 0);
            long whole = sizes.stream().mapToLong(Long::longValue).sum();
            return new Extent(known ? whole : SourceStatus.UNKNOWN, files.get(0).read());
        }

        /** What is read twice counts once. */
        SourceStatus status() {
            return SourceStatus.ofBytes(whole < 0 ? read.count() : Math.min(whole, read.count()), whole);
        }
    }

    private record Open(Path path, Rows rows) {
        static Open of(InputFile file, Format format) {
            return new Open(file.path(), format.open(file));
        }
    }

    /** Reads as much as is wanted at a time, bounded in records and bytes. */
    private static final class FileSource extends DocumentSource {
        private static final int BATCH_RECORDS = 500;
        private static final long BATCH_BYTES = 1 << 20;

        private final Deque<InputFile> left;
        private final Format format;
        private final Fields fields;
        private final Extent extent;
        private @Nullable Open current;

        FileSource(Open first, Deque<InputFile> left, Format format, Decoding decoding, Extent extent) {
            super(Origin.of(first.path().toString()), decoding);
            this.current = first;
            this.left = left;
            this.format = format;
            this.fields = decoding.fields();
            this.extent = extent;
        }

        @Override
        boolean read(Duration timeout, List<JsonDocument> documents) {
            Open file = current == null ? openNext() : current;
            long bytes = 0;
            while (documents.size() < BATCH_RECORDS && bytes < BATCH_BYTES) {
                JsonDocument document = next(file);
                if (document == null) {
                    file.rows().close();
                    current = null;
                    return !left.isEmpty();
                }
                documents.add(document);
                bytes += document.encoded().length();
            }
            return true;
        }

        private Open openNext() {
            Open next = Open.of(left.removeFirst(), format);
            current = next;
            goOnWith(Origin.of(next.path().toString()));
            return next;
        }

        private @Nullable JsonDocument next(Open file) {
            try {
                return file.rows().next(fields);
            } catch (WharfException e) {
                String text = String.valueOf(e.getMessage());
                boolean withPlace = !text.isEmpty() && Character.isDigit(text.charAt(0));
                throw new WharfException(e.code(), file.path() + (withPlace ? ":" : ": ") + text, e);
            }
        }

        @Override
        public SourceStatus status(long nowNanos) {
            return extent.status();
        }

        @Override
        public boolean resumable() {
            return false;
        }

        @Override
        public void close() {
            if (current != null) {
                current.rows().close();
            }
        }
    }
}
