package dev.wharf.cbor;

import dev.wharf.packed.PackedWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Value;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/** Writes CBOR. For one thread. */
final class CborWriter extends PackedWriter {
    private static final DateTimeFormatter MILLIS = instants(3);
    private static final DateTimeFormatter MICROS = instants(6);
    private static final DateTimeFormatter NANOS = instants(9);
    private static final int NO_SIMPLE = -1;

    /** The number of the simple value that the next null stands for. */
    private int simple = NO_SIMPLE;

    CborWriter(CborCodec codec, ByteSink sink) {
        super(codec, sink);
    }

    private static DateTimeFormatter instants(int digits) {
        return new DateTimeFormatterBuilder().appendInstant(digits).toFormatter();
    }

    @Override
    protected void begin() {
        if (simple != NO_SIMPLE) {
            throw refused("a simple value of CBOR (" + Tags.SIMPLE + simple + ") goes with null, and nothing else");
        }
        super.begin();
    }

    /** A head with the shortest form of an argument of 64 bits without a sign. */
    private void head(int major, long argument) {
        if (argument >>> 8 == 0) {
            if (argument < Major.ONE) {
                sink.write(major << 5 | (int) argument);
            } else {
                form(major, Major.ONE, argument, 1);
            }
        } else if (argument >>> 16 == 0) {
            form(major, Major.TWO, argument, 2);
        } else if (argument >>> 32 == 0) {
            form(major, Major.FOUR, argument, 4);
        } else {
            form(major, Major.EIGHT, argument, 8);
        }
    }

    private void form(int major, int info, long argument, int bytes) {
        form(major << 5 | info, argument, bytes);
    }

    @Override
    public void nothing() {
        int number = simple;
        simple = NO_SIMPLE;
        begin();
        head(Major.SIMPLE, number == NO_SIMPLE ? Major.NULL : number);
    }

    @Override
    public void bool(boolean value) {
        begin();
        head(Major.SIMPLE, value ? Major.TRUE : Major.FALSE);
    }

    @Override
    public void integer(long value, Value.IntType type) {
        begin();
        if (value < 0 && type != Value.IntType.U64) {
            head(Major.NEGATIVE, ~value);
        } else {
            head(Major.UNSIGNED, value);
        }
    }

    /** With half the bits where those are enough. */
    @Override
    public void float32(float value) {
        begin();
        short half = Float.floatToFloat16(value);
        int bits = Float.floatToRawIntBits(value);
        if (Float.floatToRawIntBits(Float.float16ToFloat(half)) == bits) {
            form(Major.SIMPLE, Major.TWO, half, 2);
        } else {
            form(Major.SIMPLE, Major.FOUR, bits, 4);
        }
    }

    @Override
    public void float64(double value) {
        begin();
        form(Major.SIMPLE, Major.EIGHT, Double.doubleToRawLongBits(value), 8);
    }

    @Override
    protected void textHead(int length) {
        head(Major.TEXT, length);
    }

    @Override
    public void binary(byte[] bytes, int from, int to) {
        begin();
        head(Major.BYTES, to - from);
        sink.write(bytes, from, to - from);
    }

    /** That of a tag or a simple value is part of the value; any other is left out, as in JSON. */
    @Override
    public void branch(String name) {
        Long tag = number(name, Tags.TAG);
        Long number = number(name, Tags.SIMPLE);
        if (simple != NO_SIMPLE && (tag != null || number != null)) {
            begin(); // refuses it
        }
        if (tag != null) {
            head(Major.TAG, tag);
        } else if (number != null && isSimple(number)) {
            simple = number.intValue();
        }
    }

    private static boolean isSimple(long number) {
        return (number >= 0 && number < Major.FALSE) || (number >= 32 && number < 256);
    }

    /** The number of up to 64 bits without a sign behind the prefix; null for a name that only looks like it. */
    private static @Nullable Long number(String branch, String prefix) {
        if (!branch.startsWith(prefix)) {
            return null;
        }
        String digits = branch.substring(prefix.length());
        try {
            long number = Long.parseUnsignedLong(digits);
            return Long.toUnsignedString(number).equals(digits) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    protected int headLength(int size) {
        if (size < Major.ONE) {
            return 1;
        }
        if (size < 1 << 8) {
            return 2;
        }
        return size < 1 << 16 ? 3 : 5;
    }

    @Override
    protected void putHead(byte[] buffer, int at, boolean map, int size) {
        int major = (map ? Major.MAP : Major.ARRAY) << 5;
        int bytes = headLength(size) - 1;
        if (bytes == 0) {
            buffer[at] = (byte) (major | size);
            return;
        }
        buffer[at] = (byte) (major | (Major.ONE + Integer.numberOfTrailingZeros(bytes)));
        for (int i = 1; i <= bytes; i++) {
            buffer[at + i] = (byte) (size >>> (8 * (bytes - i)));
        }
    }

    /**
     * Of scale 0 and beyond 64 bits an integer of the shortest form there is, else a decimal fraction. That keeps the
     * decimal 5 apart from the integer 5.
     */
    @Override
    protected void decimal(Value.Decimal value) {
        int scale = value.value().scale();
        BigInteger digits = value.value().unscaledValue();
        if (Math.abs((long) scale) > Tags.MOST_EXPONENT || digits.bitLength() > Tags.MOST_BITS) {
            throw noForm(value, "it has more than 1000 digits, or an exponent beyond " + Tags.MOST_EXPONENT);
        }
        begin();
        if (scale == 0 && digits.bitLength() >= Long.SIZE) {
            large(digits);
            return;
        }
        head(Major.TAG, Tags.DECIMAL);
        head(Major.ARRAY, 2);
        integer(-scale);
        if (digits.bitLength() < Long.SIZE) {
            integer(digits.longValue());
        } else {
            large(digits);
        }
    }

    private void integer(long value) {
        head(value < 0 ? Major.NEGATIVE : Major.UNSIGNED, value < 0 ? ~value : value);
    }

    /** Beyond 63 bits and a sign. */
    private void large(BigInteger value) {
        BigInteger magnitude = value.signum() < 0 ? value.not() : value;
        if (magnitude.bitLength() <= Long.SIZE) {
            head(value.signum() < 0 ? Major.NEGATIVE : Major.UNSIGNED, magnitude.longValue());
            return;
        }
        head(Major.TAG, value.signum() < 0 ? Tags.LARGE_NEGATIVE : Tags.LARGE);
        byte[] bytes = magnitude.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0; // room for a sign
        head(Major.BYTES, bytes.length - from);
        sink.write(bytes, from, bytes.length - from);
    }

    @Override
    protected void date(LocalDate value) {
        begin();
        if (value.getYear() >= 0 && value.getYear() <= 9999) {
            head(Major.TAG, Tags.DATE_TEXT);
            rawText(value.toString());
        } else {
            head(Major.TAG, Tags.DATE_DAYS);
            integer(value.toEpochDay());
        }
    }

    /** Whole seconds that are counted in seconds, and those that text has no room for, as a number; else as text. */
    @Override
    protected void timestamp(Value.Timestamp value) {
        Instant time = value.value();
        long seconds = time.getEpochSecond();
        int nanos = time.getNano();
        boolean text = Tags.inTextYears(time);
        if (!text && nanos != 0) {
            throw noForm(value, "its year is not between 0 and 9999, and it has a fraction of a second");
        }
        begin();
        if (!text || (nanos == 0 && value.unit() == Value.TimeUnit.SECONDS)) {
            head(Major.TAG, Tags.TIME_NUMBER);
            integer(seconds);
        } else {
            head(Major.TAG, Tags.TIME_TEXT);
            rawText(format(value.unit(), nanos).format(time));
        }
    }

    /** With the digits of the unit, or more where they are needed. */
    private static DateTimeFormatter format(Value.TimeUnit unit, int nanos) {
        if (unit == Value.TimeUnit.NANOS || nanos % 1_000 != 0) {
            return NANOS;
        }
        return unit == Value.TimeUnit.MICROS || nanos % 1_000_000 != 0 ? MICROS : MILLIS;
    }
}
