package dev.wharf.arrow;

import dev.wharf.payload.ByteSink;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;

/** Columns whose elements have no parts. */
final class PlainWriters {
    private static final int FIRST_BYTES = 32;

    private PlainWriters() {}

    /** All null. */
    static final class Nulls extends ColumnWriter {
        Nulls(ArrowField field) {
            super(field);
        }

        @Override
        void append(Value value) {
            throw Exact.refused(value, "a column of nulls");
        }

        @Override
        void appendNothing() {}

        @Override
        boolean hasValidity() {
            return false;
        }

        @Override
        void collectValues(Parts parts) {}
    }

    static final class Bools extends ColumnWriter {
        private final Bits values = new Bits();

        Bools(ArrowField field) {
            super(field);
        }

        @Override
        void append(Value value) {
            if (Exact.bool(value)) {
                values.set(length);
            }
        }

        @Override
        void appendNothing() {}

        @Override
        void collectValues(Parts parts) {
            ByteSink buffer = new ByteSink((length + 7) / 8);
            values.copyTo(buffer, length);
            parts.buffer(buffer);
        }
    }

    static final class Scalars extends ColumnWriter {
        private final Scalar scalar;
        private final ByteSink values = new ByteSink(FIRST_BYTES);

        Scalars(ArrowField field, Scalar scalar) {
            super(field);
            this.scalar = scalar;
        }

        @Override
        void append(Value value) {
            scalar.write(value, values);
        }

        @Override
        void appendNothing() {
            LittleEndian.zeros(values, scalar.width);
        }

        @Override
        void collectValues(Parts parts) {
            parts.buffer(values);
        }
    }

    /** Texts and bytes. */
    static final class Bytes extends ColumnWriter {
        private final boolean text;
        private final boolean large;
        private final ByteSink offsets = new ByteSink(FIRST_BYTES);
        private final ByteSink values = new ByteSink(FIRST_BYTES);

        Bytes(ArrowField field) {
            super(field);
            text = field.type() == ArrowType.Plain.UTF8 || field.type() == ArrowType.Plain.LARGE_UTF8;
            large = field.type() == ArrowType.Plain.LARGE_UTF8 || field.type() == ArrowType.Plain.LARGE_BINARY;
            offset(offsets, large, 0);
        }

        @Override
        void append(Value value) {
            values.write(text ? utf8(value) : Exact.binary(value));
            offset(offsets, large, values.length());
        }

        private static byte[] utf8(Value value) {
            String text = Exact.text(value);
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            for (byte b : utf8) {
                if (b == '?' && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                    throw Refusal.of("text with half of a surrogate pair has no UTF-8");
                }
            }
            return utf8;
        }

        @Override
        void appendNothing() {
            offset(offsets, large, values.length());
        }

        @Override
        void collectValues(Parts parts) {
            parts.buffer(offsets);
            parts.buffer(values);
        }
    }

    static void offset(ByteSink sink, boolean large, int offset) {
        if (large) {
            LittleEndian.i64(sink, offset);
        } else {
            LittleEndian.i32(sink, offset);
        }
    }
}
