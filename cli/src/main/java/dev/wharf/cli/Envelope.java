package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.problem.Nearest;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as one line of JSON, and back, byte for byte: what is UTF-8 stands there as text, other bytes as Base64 in a
 * member of another name, and null as null.
 */
final class Envelope {
    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final String HEADERS = "headers";
    private static final String NAME = "name";
    private static final String PARTITION = "partition";
    private static final String TIMESTAMP = "timestamp";
    private static final String BASE64 = "_base64";
    private static final Set<String> MEMBERS = Set.of(
            "topic",
            PARTITION,
            "offset",
            TIMESTAMP,
            "timestamp_type",
            KEY,
            KEY + BASE64,
            VALUE,
            VALUE + BASE64,
            HEADERS);
    private static final Set<String> HEADER_MEMBERS = Set.of(NAME, VALUE, VALUE + BASE64);

    private Envelope() {}

    /** Appends the line, without its line feed. */
    static void write(WharfRecord record, ByteSink sink) {
        writeAllButValue(record, sink);
        bytes(VALUE, record.value().array(), sink);
        sink.write('}');
    }

    /** The same with the value as JSON, which it is given as. */
    static void writeDecoded(WharfRecord record, Payload json, ByteSink sink) {
        writeAllButValue(record, sink);
        sink.writeAscii("\"" + VALUE + "\":");
        byte[] bytes = json.array();
        if (bytes == null) {
            sink.writeAscii("null");
        } else {
            sink.write(bytes);
        }
        sink.write('}');
    }

    private static void writeAllButValue(WharfRecord record, ByteSink sink) {
        sink.writeAscii("{\"topic\":");
        text(record.slice().origin().name(), sink);
        sink.writeAscii(",\"partition\":" + record.slice().origin().partition() + ",\"offset\":" + record.offset()
                + ",\"timestamp\":" + record.timestampMs() + ",\"timestamp_type\":\""
                + (record.isLogAppendTime() ? "LogAppendTime" : "CreateTime") + "\",");
        bytes(KEY, record.key().array(), sink);
        sink.writeAscii(",\"headers\":[");
        String comma = "";
        for (Header header : record.headers()) {
            sink.writeAscii(comma + "{\"name\":");
            text(header.key(), sink);
            sink.write(',');
            bytes(VALUE, header.value(), sink);
            sink.write('}');
            comma = ",";
        }
        sink.writeAscii("],");
    }

    private static void bytes(String name, byte @Nullable [] bytes, ByteSink sink) {
        Optional<String> text = bytes == null ? Optional.empty() : utf8(bytes);
        boolean binary = bytes != null && text.isEmpty();
        sink.writeAscii("\"" + name + (binary ? BASE64 : "") + "\":");
        if (bytes == null) {
            sink.writeAscii("null");
        } else if (text.isPresent()) {
            text(text.get(), sink);
        } else {
            text(Base64.getEncoder().encodeToString(bytes), sink);
        }
    }

    private static void text(String text, ByteSink sink) {
        JsonWriter.write(new Value.Text(text), sink);
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * The record of a line. A value, or a key, may also be written as JSON itself, and is taken as such.
     *
     * @throws WharfException with {@code MALFORMED} if the line is none
     */
    static Draft read(Value line) {
        Value.Row row = row(line, "the line", MEMBERS);
        return new Draft(
                bytes(row, KEY).orElse(Payload.NULL),
                bytes(row, VALUE)
                        .orElseThrow(() -> malformed("there is no value; write \"value\":null for a tombstone")),
                headers(row.get(HEADERS)),
                partition(row.get(PARTITION)),
                number(row.get(TIMESTAMP), TIMESTAMP, WharfRecord.NO_TIMESTAMP));
    }

    private static Value.Row row(Value value, String what, Set<String> members) {
        if (!(value instanceof Value.Row row)) {
            throw malformed(what + " is no JSON object");
        }
        for (String name : row.shape().names()) {
            if (!members.contains(name)) {
                throw malformed("a record has no member " + Printable.line(Printable.cut(name, 40))
                        + Nearest.hint(name, members));
            }
        }
        return row;
    }

    private static Optional<Payload> bytes(Value.Row row, String name) {
        Value plain = row.get(name);
        Value binary = row.get(name + BASE64);
        if (plain instanceof Value.Absent) {
            return binary instanceof Value.Absent ? Optional.empty() : Optional.of(base64(binary, name));
        }
        if (!(binary instanceof Value.Absent)) {
            throw malformed("both " + name + " and " + name + BASE64 + " are there; leave one of them out");
        }
        return Optional.of(plain(plain, name));
    }

    private static Payload plain(Value value, String name) {
        if (value instanceof Value.Null) {
            return Payload.NULL;
        }
        if (value instanceof Value.Text text) {
            checkText(text.value(), name);
            return Payload.of(text.value());
        }
        ByteSink sink = new ByteSink();
        JsonWriter.write(value, sink);
        return Payload.of(sink.toByteArray());
    }

    private static void checkText(String text, String what) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw malformed(what + " has half of a surrogate pair, which UTF-8 cannot hold; write the bytes in a member"
                    + " with " + BASE64);
        }
    }

    private static Payload base64(Value value, String name) {
        try {
            if (value instanceof Value.Text text) {
                return Payload.of(Base64.getDecoder().decode(text.value()));
            }
        } catch (IllegalArgumentException e) {
            throw new WharfException(ErrorCode.MALFORMED, name + BASE64 + " is no Base64: " + e.getMessage(), e);
        }
        throw malformed(name + BASE64 + " is no text");
    }

    private static Headers headers(Value value) {
        Headers headers = new RecordHeaders();
        if (Value.isMissing(value)) {
            return headers;
        }
        if (!(value instanceof Value.Array array)) {
            throw malformed("headers is no array of objects with name and value");
        }
        for (Value each : array.values()) {
            Value.Row row = row(each, "a header", HEADER_MEMBERS);
            if (!(row.get(NAME) instanceof Value.Text name)) {
                throw malformed("a header has no name");
            }
            Payload bytes =
                    bytes(row, VALUE).orElseThrow(() -> malformed("a header has no value; write null for none"));
            checkText(name.value(), "the name of a header");
            headers.add(name.value(), bytes.array());
        }
        return headers;
    }

    private static @Nullable Integer partition(Value value) {
        long number = number(value, PARTITION, -1);
        if (number > Integer.MAX_VALUE) {
            throw malformed("partition " + number + " is more than there can be");
        }
        return number < 0 ? null : Integer.valueOf((int) number);
    }

    private static long number(Value value, String name, long otherwise) {
        if (Value.isMissing(value)) {
            return otherwise;
        }
        if (value instanceof Value.Int number) {
            return number.value();
        }
        throw malformed(name + " is no whole number");
    }

    private static WharfException malformed(String text) {
        return new WharfException(ErrorCode.MALFORMED, text);
    }
}
