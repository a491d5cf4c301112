package dev.wharf.testkit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file in which a generator notes each record before it sends it, and each acknowledgement after it came. Lines are
 * only appended. Any thread.
 *
 * <pre>
 *   send 17 key-3 5 120
 *   ack 17 2 4711
 * </pre>
 */
public final class SendLedger implements AutoCloseable {
    private final BufferedWriter file;

    private SendLedger(BufferedWriter file) {
        this.file = file;
    }

    public static SendLedger create(Path path) {
        try {
            return new SendLedger(Files.newBufferedWriter(path, StandardOpenOption.CREATE_NEW));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What became of one record.
     *
     * @param partition where Kafka put it, or -1 if it never acknowledged it
     */
    public record Entry(Sent sent, int partition, long offset) {
        public boolean acknowledged() {
            return partition >= 0;
        }
    }

    void sending(Sent sent) {
        append("send " + sent.id() + " " + sent.key() + " " + sent.seq() + " " + sent.amount());
    }

    void acknowledged(long id, int partition, long offset) {
        append("ack " + id + " " + partition + " " + offset);
    }

    private synchronized void append(String line) {
        try {
            file.write(line);
            file.newLine();
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in the file, in the order of sending. */
    public static List<Entry> read(Path path) {
        Map<Long, Entry> entries = new LinkedHashMap<>();
        try (var lines = Files.lines(path)) {
            lines.forEach(line -> read(line.split(" ", -1), entries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArrayList<>(entries.values());
    }

    private static void read(String[] words, Map<Long, Entry> entries) {
        long id = Long.parseLong(words[1]);
        if (words[0].equals("send")) {
            Sent sent = new Sent(id, words[2], Long.parseLong(words[3]), Integer.parseInt(words[4]));
            entries.put(id, new Entry(sent, -1, -1));
        } else {
            int partition = Integer.parseInt(words[2]);
            long offset = Long.parseLong(words[3]);
            entries.computeIfPresent(id, (same, entry) -> new Entry(entry.sent(), partition, offset));
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
