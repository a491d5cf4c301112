package dev.wharf.arrow;

import dev.wharf.payload.ByteSink;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A type whose values have the same width in bytes: how one is read, told and written. Immutable. */
abstract class Scalar {
    final int width;

    Scalar(int width) {
        this.width = width;
    }

    /** For the type, or null if its values have no such width. */
    static @Nullable Scalar of(ArrowType type) {
        return switch (type) {
            case ArrowType.Int number -> new Whole(number);
            case ArrowType.Floating number -> new Fraction(number.bits() / 8);
            case ArrowType.Decimal decimal -> new Decimals(decimal);
            case ArrowType.FixedBinary binary -> new Bytes(binary.width());
            case ArrowType.Date date -> new ScalarTime.Dates(date.days());
            case ArrowType.Time time -> new ScalarTime.Times(time.unit());
            case ArrowType.Timestamp time ->
                time.zone().isEmpty() ? new ScalarTime.LocalStamps(time.unit()) : new ScalarTime.Stamps(time.unit());
            case ArrowType.Duration time -> new ScalarTime.Durations(time.unit());
            case ArrowType.Interval interval -> new ScalarTime.Intervals(interval.unit());
            case ArrowType.Plain other -> null;
            case ArrowType.Union other -> null;
            case ArrowType.FixedList other -> null;
            case ArrowType.MapType other -> null;
        };
    }

    abstract Value read(byte[] buf, int at);

    void tell(byte[] buf, int at, ValueWriter writer) {
        writer.scalar(read(buf, at));
    }

    /** What is wrong with the bytes, if {@link #selective}; null if nothing is. */
    @Nullable
    String flaw(byte[] buf, int at) {
        return null;
    }

    /** Whether there are bytes that are no value. */
    boolean selective() {
        return false;
    }

    /**
     * Appends the value.
     *
     * @throws dev.wharf.error.WharfException with {@code RECORD_REFUSED} if it is none of the type
     */
    abstract void write(Value value, ByteSink sink);

    /** How many bytes a value takes in memory, with the reference to it. */
    int memory() {
        return 28;
    }

    private static final class Whole extends Scalar {
        private final Value.IntType type;

        Whole(ArrowType.Int type) {
            super(type.bits() / 8);
            this.type = switch (type.bits()) {
                case 8 -> type.signed() ? Value.IntType.I8 : Value.IntType.U8;
                case 16 -> type.signed() ? Value.IntType.I16 : Value.IntType.U16;
                case 32 -> type.signed() ? Value.IntType.I32 : Value.IntType.U32;
                default -> type.signed() ? Value.IntType.I64 : Value.IntType.U64;
            };
        }

        private long number(byte[] buf, int at) {
            return switch (type) {
                case I8 -> buf[at];
                case U8 -> buf[at] & 0xFF;
                case I16 -> LittleEndian.i16(buf, at);
                case U16 -> LittleEndian.i16(buf, at) & 0xFFFF;
                case I32 -> LittleEndian.i32(buf, at);
                case U32 -> LittleEndian.i32(buf, at) & 0xFFFF_FFFFL;
                case I64, U64 -> LittleEndian.i64(buf, at);
            };
        }

        @Override
        Value read(byte[] buf, int at) {
            return new Value.Int(number(buf, at), type);
        }

        @Override
        void tell(byte[] buf, int at, ValueWriter writer) {
            writer.integer(number(buf, at), type);
        }

        @Override
        void write(Value value, ByteSink sink) {
            switch (type) {
                case I8 -> sink.write((int) Exact.integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
                case U8 -> sink.write((int) Exact.integer(value, 0, 0xFF));
                case I16 -> LittleEndian.i16(sink, (int) Exact.integer(value, Short.MIN_VALUE, Short.MAX_VALUE));
                case U16 -> LittleEndian.i16(sink, (int) Exact.integer(value, 0, 0xFFFF));
                case I32 -> LittleEndian.i32(sink, (int) Exact.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
                case U32 -> LittleEndian.i32(sink, (int) Exact.integer(value, 0, 0xFFFF_FFFFL));
                case I64 -> LittleEndian.i64(sink, Exact.int64(value));
                case U64 -> LittleEndian.i64(sink, Exact.uint64(value));
            }
        }
    }

    /** Of two bytes a float is read, which holds each of them. */
    private static final class Fraction extends Scalar {
        Fraction(int width) {
            super(width);
        }

        @Override
        Value read(byte[] buf, int at) {
            return width == 8 ? new Value.Float64(float64(buf, at)) : new Value.Float32(float32(buf, at));
        }

        @Override
        void tell(byte[] buf, int at, ValueWriter writer) {
            if (width == 8) {
                writer.float64(float64(buf, at));
            } else {
                writer.float32(float32(buf, at));
            }
        }

        private static double float64(byte[] buf, int at) {
            return Double.longBitsToDouble(LittleEndian.i64(buf, at));
        }

        private float float32(byte[] buf, int at) {
            return width == 2
                    ? Float.float16ToFloat(LittleEndian.i16(buf, at))
                    : Float.intBitsToFloat(LittleEndian.i32(buf, at));
        }

        @Override
        void write(Value value, ByteSink sink) {
            if (width == 8) {
                LittleEndian.i64(sink, Double.doubleToRawLongBits(Exact.float64(value)));
                return;
            }
            float number = Exact.float32(value);
            if (width == 4) {
                LittleEndian.i32(sink, Float.floatToRawIntBits(number));
                return;
            }
            short half = Float.floatToFloat16(number);
            if (Float.compare(Float.float16ToFloat(half), number) != 0) {
                throw Exact.refused(value, "a binary fraction of 16 bits");
            }
            LittleEndian.i16(sink, half);
        }
    }

    private static final class Decimals extends Scalar {
        private final ArrowType.Decimal type;

        Decimals(ArrowType.Decimal type) {
            super(type.bits() / 8);
            this.type = type;
        }

        @Override
        Value read(byte[] buf, int at) {
            return new Value.Decimal(
                    switch (width) {
                        case 4 -> BigDecimal.valueOf(LittleEndian.i32(buf, at), type.scale());
                        case 8 -> BigDecimal.valueOf(LittleEndian.i64(buf, at), type.scale());
                        default -> wide(buf, at);
                    });
        }

        private BigDecimal wide(byte[] buf, int at) {
            long low = LittleEndian.i64(buf, at);
            boolean fits = true;
            for (int i = 8; i < width; i += 8) {
                fits &= LittleEndian.i64(buf, at + i) == low >> 63;
            }
            if (fits) {
                return BigDecimal.valueOf(low, type.scale());
            }
            byte[] bigEndian = new byte[width];
            for (int i = 0; i < width; i++) {
                bigEndian[i] = buf[at + width - 1 - i];
            }
            return new BigDecimal(new BigInteger(bigEndian), type.scale());
        }

        @Override
        void write(Value value, ByteSink sink) {
            BigDecimal number = Exact.decimal(value);
            BigInteger unscaled = number.signum() == 0 ? BigInteger.ZERO : scaled(value, number);
            byte[] bigEndian = unscaled.toByteArray();
            if (bigEndian.length > width || new BigDecimal(unscaled).precision() > type.precision()) {
                throw refused(value);
            }
            for (int i = 0; i < width; i++) {
                int from = bigEndian.length - 1 - i;
                sink.write(from >= 0 ? bigEndian[from] : unscaled.signum() < 0 ? 0xFF : 0);
            }
        }

        /** Looks at the exponent first: a number with one of millions is not written out. */
        private BigInteger scaled(Value value, BigDecimal number) {
            BigDecimal exact = number.scale() > type.scale() ? number.stripTrailingZeros() : number;
            long digits = (long) exact.precision() - exact.scale() + type.scale();
            if (exact.scale() > type.scale() || digits > type.precision()) {
                throw refused(value);
            }
            return exact.setScale(type.scale()).unscaledValue();
        }

        private RuntimeException refused(Value value) {
            return Exact.refused(
                    value, "a decimal of " + type.precision() + " digits, " + type.scale() + " behind the point");
        }

        @Override
        int memory() {
            return 60 + (width > 8 ? width + 56 : 0);
        }
    }

    private static final class Bytes extends Scalar {
        Bytes(int width) {
            super(width);
        }

        @Override
        Value read(byte[] buf, int at) {
            return new Value.Binary(Arrays.copyOfRange(buf, at, at + width));
        }

        @Override
        void tell(byte[] buf, int at, ValueWriter writer) {
            writer.binary(buf, at, at + width);
        }

        @Override
        void write(Value value, ByteSink sink) {
            byte[] bytes = Exact.binary(value);
            if (bytes.length != width) {
                throw Exact.refused(value, "bytes of length " + width);
            }
            sink.write(bytes);
        }

        @Override
        int memory() {
            return 36 + Math.min(width, Integer.MAX_VALUE - 64);
        }
    }
}
