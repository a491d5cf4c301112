package dev.wharf.deadletter;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A dead letter as one line of JSON: its facts, and key, value and headers in Base64. */
final class DeadLetterLine {
    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final String HEADERS = "headers";
    private static final String NAME = "name";
    private static final Shape HEADER = Shape.of(List.of(NAME, VALUE));

    private DeadLetterLine() {}

    /** With its line feed, the only one in it. */
    static byte[] write(DeadLetter letter) {
        Map<String, Value> facts = Facts.of(letter.provenance());
        facts.put(KEY, binary(letter.key().array()));
        facts.put(VALUE, binary(letter.value().array()));
        facts.put(HEADERS, headers(letter.headers()));
        ByteSink sink = new ByteSink();
        JsonWriter.write(new Value.Row(Shape.of(List.copyOf(facts.keySet())), List.copyOf(facts.values())), sink);
        sink.write('\n');
        return sink.toByteArray();
    }

    private static Value headers(Headers headers) {
        List<Value> array = new ArrayList<>();
        for (Header header : headers) {
            array.add(new Value.Row(HEADER, List.of(new Value.Text(header.key()), binary(header.value()))));
        }
        return new Value.Array(array);
    }

    private static Value binary(byte @Nullable [] bytes) {
        return bytes == null ? Value.NULL : new Value.Binary(bytes);
    }

    /**
     * The dead letter of a line.
     *
     * @throws WharfException with {@code MALFORMED} if the line is no dead letter
     */
    static DeadLetter read(Value line) {
        Value.Row row = expect(Value.Row.class, line, "the line");
        Headers headers = new RecordHeaders();
        for (Value header : expect(Value.Array.class, row.get(HEADERS), HEADERS).values()) {
            Value.Row pair = expect(Value.Row.class, header, "a header");
            headers.add(
                    expect(Value.Text.class, pair.get(NAME), "a header's name").value(), bytes(pair, VALUE));
        }
        return new DeadLetter(
                Payload.of(bytes(row, KEY)),
                Payload.of(bytes(row, VALUE)),
                headers,
                Facts.read(fact -> Facts.text(row.get(fact))));
    }

    private static byte @Nullable [] bytes(Value.Row row, String name) {
        Value value = row.get(name);
        if (value instanceof Value.Null) {
            return null;
        }
        try {
            return Base64.getDecoder()
                    .decode(expect(Value.Text.class, value, name).value());
        } catch (IllegalArgumentException e) {
            throw new WharfException(ErrorCode.MALFORMED, name + " is not Base64", e);
        }
    }

    private static <T extends Value> T expect(Class<T> kind, Value value, String what) {
        if (!kind.isInstance(value)) {
            throw new WharfException(
                    ErrorCode.MALFORMED,
                    what + " is missing, or not what a dead letter has there (" + kind.getSimpleName() + ")");
        }
        return kind.cast(value);
    }
}
