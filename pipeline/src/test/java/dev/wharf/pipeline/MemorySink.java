package dev.wharf.pipeline;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.SinkContext;
import dev.wharf.stage.SinkStage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Keeps what it gets, settles it at once, and refuses what it is told to refuse. */
final class MemorySink implements SinkStage {
    final List<WharfRecord> records = new CopyOnWriteArrayList<>();

    private final Predicate<WharfRecord> refused;

    private MemorySink(Predicate<WharfRecord> refused) {
        this.refused = refused;
    }

    static MemorySink takingAll() {
        return new MemorySink(record -> false);
    }

    static MemorySink refusing(Predicate<WharfRecord> refused) {
        return new MemorySink(refused);
    }

    /** The values as text, as they would be sent. */
    List<String> values() {
        return records.stream()
                .map(record -> record.value().array())
                .map(bytes -> bytes == null ? "(tombstone)" : new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public Settling settling() {
        return Settling.WRITTEN;
    }

    @Override
    public boolean passesOn() {
        return true;
    }

    @Override
    public Sink open(SinkContext context) {
        return worker -> record -> {
            if (refused.test(record)) {
                throw new WharfException(ErrorCode.RECORD_REFUSED, "refused by the test");
            }
            records.add(record);
            record.slice().accept();
            record.slice().settle(1);
            context.settled(1);
        };
    }

    @Override
    public String summary() {
        return "in memory";
    }
}
