package dev.wharf.cli;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.record.WharfRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a record is written. For one thread. */
interface RecordForm {
    /** Appends the record, with what goes behind it. */
    void write(WharfRecord record, ByteSink sink);

    /** As one line of JSON. */
    static RecordForm json() {
        return (record, sink) -> {
            Envelope.write(record, sink);
            sink.write('\n');
        };
    }

    /** As one line of JSON, the value among it as JSON, whatever its format is. */
    static RecordForm decodedJson() {
        return (record, sink) -> {
            Envelope.writeDecoded(record, valueOf(record, true), sink);
            sink.write('\n');
        };
    }

    private static Payload valueOf(WharfRecord record, boolean decoded) {
        return decoded && !record.isTombstone() ? JsonCodec.JSON.encoded(record.document()) : record.payload();
    }

    /**
     * As the bytes of its value.
     *
     * @param decoded whether the value is written as JSON, whatever its format is
     * @param keyDelimiter what stands between the key, which is written in front then, and the value; or null
     * @param nullText what stands for null
     * @param delimiter what goes behind each record
     */
    static RecordForm text(boolean decoded, byte @Nullable [] keyDelimiter, byte[] nullText, byte[] delimiter) {
        return (record, sink) -> {
            if (keyDelimiter != null) {
                write(record.key(), nullText, sink);
                sink.write(keyDelimiter);
            }
            write(valueOf(record, decoded), nullText, sink);
            sink.write(delimiter);
        };
    }

    private static void write(Payload payload, byte[] nullText, ByteSink sink) {
        switch (payload) {
            case Payload.Null none -> sink.write(nullText);
            case Payload.Inline inline -> sink.write(inline.buffer(), inline.offset(), inline.size());
            case Payload.Large large -> sink.write(large.array());
        }
    }

    /** The same, made safe for a terminal. */
    default RecordForm printable() {
        ByteSink one = new ByteSink();
        return (record, sink) -> {
            one.clear();
            write(record, one);
            String text = new String(one.buffer(), 0, one.length(), StandardCharsets.UTF_8);
            sink.write(Printable.lines(text).getBytes(StandardCharsets.UTF_8));
        };
    }
}
