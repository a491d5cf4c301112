package dev.wharf.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wharf.codec.Codec;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** What holds for any bytes whatever. */
public final class PackedChecks {
    private PackedChecks() {}

    public static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    public static byte[] encode(Codec codec, Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return sink.toByteArray();
    }

    public static Value read(Codec codec, byte[] bytes) {
        return codec.read(Payload.of(bytes));
    }

    /** Decodes or fails, and then everything agrees with everything else. */
    public static void holds(Codec codec, byte[] bytes) {
        Fields fields = new Fields();
        List<Field> wanted = RandomValues.NAMES.stream().map(fields::field).toList();
        Payload payload = Payload.of(bytes);
        switch (codec.decode(payload, fields)) {
            case Decoded.Failure failure -> {
                assertThat(failure.position()).isBetween(0L, (long) bytes.length);
                WharfException thrown = catchThrowableOfType(WharfException.class, () -> codec.read(payload));
                assertThat(thrown.code()).isEqualTo(ErrorCode.MALFORMED);
                // Of two flaws it may meet the other one first: keys are looked at only where a map is made.
                assertThat(thrown.getMessage())
                        .satisfiesAnyOf(
                                text -> assertThat(text).contains(failure.reason()),
                                text -> assertThat(text).contains("have the same hash code"));
            }
            case Document document -> agrees(codec, document, payload, wanted);
        }
    }

    private static void agrees(Codec codec, Document document, Payload payload, List<Field> wanted) {
        Value value;
        try {
            value = document.value();
        } catch (WharfException e) { // which is seen only when the map is made
            assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED);
            assertThat(e).hasMessageContaining("have the same hash code");
            return;
        }
        assertThat(codec.read(payload)).isEqualTo(value);
        assertThat(document.isRow()).isEqualTo(value instanceof Value.Row);
        for (Field field : wanted) {
            Value expected = value instanceof Value.Row row ? row.get(field.name()) : Value.ABSENT;
            assertThat(document.get(field)).isEqualTo(expected);
            assertThat(document.has(field)).isEqualTo(!expected.equals(Value.ABSENT));
        }
        boolean json = takes(JsonCodec.JSON, document);
        assertThat(json || !takes(JsonCodec.JSON, new Foreign(document))).isTrue();
        ByteSink again = new ByteSink();
        again.write(7);
        try {
            codec.encode(value, again);
        } catch (WharfException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED);
            assertThat(again.length()).isOne();
            return;
        }
        assertThat(codec.read(Payload.of(again.buffer(), 1, again.length() - 1)))
                .isEqualTo(value);
        ByteSink told = new ByteSink();
        codec.encode(new Foreign(document), told);
        assertThat(codec.read(Payload.of(told.toByteArray()))).isEqualTo(value);
    }

    private static boolean takes(Codec codec, Document document) {
        ByteSink sink = new ByteSink();
        try {
            codec.encode(document, sink);
            return true;
        } catch (WharfException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED);
            assertThat(sink.length()).isZero();
            return false;
        }
    }

    /** The bytes with one to three of them changed, removed or added. */
    public static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int removed = random.nextInt(2);
            int added = random.nextInt(2);
            int rest = Math.max(0, bytes.length - at - removed);
            byte[] changed = new byte[at + added + rest];
            System.arraycopy(bytes, 0, changed, 0, at);
            System.arraycopy(bytes, bytes.length - rest, changed, at + added, rest);
            if (added == 1) {
                changed[at] = (byte) random.nextInt(256);
            }
            bytes = changed;
        }
        return bytes;
    }

    /** A document as of another format: nothing but what it tells. */
    public record Foreign(Document document) implements Document {
        @Override
        public boolean isRow() {
            return document.isRow();
        }

        @Override
        public Value get(Field field) {
            return document.get(field);
        }

        @Override
        public Document with(Field field, Value value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Document select(List<Field> fields) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Value value() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tell(ValueWriter writer) {
            document.tell(writer);
        }

        @Override
        public Payload encoded() {
            throw new UnsupportedOperationException();
        }
    }
}
