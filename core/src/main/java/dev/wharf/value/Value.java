package dev.wharf.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A value as any codec can mean it: the one model behind all formats. What a format tells apart is told apart here too
 * (integer width, decimal against binary fraction, time with a zone against time without one, enum against text, the
 * chosen branch of a union), so that a conversion which would lose something can notice. Immutable.
 */
public sealed interface Value {

    /** There is no such field. Differs from a field that is there and null. */
    Value ABSENT = Absent.ABSENT;

    /** The null of the format (JSON {@code null}); not a tombstone, which is a record without a value. */
    Value NULL = Null.NULL;

    /** Whether there is nothing to compare with: no such field, or null. */
    static boolean isMissing(Value value) {
        return value instanceof Absent || value instanceof Null;
    }

    /** Anything that arithmetic understands. */
    sealed interface Numeric extends Value permits Int, Float32, Float64, Decimal {
        double asDouble();

        /** Exact; a NaN or an infinity has none and throws {@link NumberFormatException}. */
        BigDecimal asDecimal();

        /** Whether the value is a binary fraction, with which comparisons are made in {@code double}. */
        default boolean binary() {
            return this instanceof Float32 || this instanceof Float64;
        }

        /** Order of two numbers: exact among integers and decimals, in {@code double} if one is a binary fraction. */
        static int compare(Numeric a, Numeric b) {
            if (a instanceof Int x
                    && b instanceof Int y
                    && !x.type().unsigned64()
                    && !y.type().unsigned64()) {
                return Long.compare(x.value(), y.value());
            }
            if (a.binary() || b.binary()) {
                // Adding zero makes a negative zero positive; Double.compare would put it below every other zero.
                return Double.compare(a.asDouble() + 0.0, b.asDouble() + 0.0);
            }
            return a.asDecimal().compareTo(b.asDecimal());
        }
    }

    enum Absent implements Value {
        ABSENT
    }

    enum Null implements Value {
        NULL
    }

    record Bool(boolean value) implements Value {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    /** How wide an integer is in its format. JSON integers are {@link #I64}. */
    enum IntType {
        I8,
        I16,
        I32,
        I64,
        U8,
        U16,
        U32,
        U64;

        boolean unsigned64() {
            return this == U64;
        }
    }

    /** An integer of at most 64 bits; {@link IntType#U64} keeps its bits in the {@code long}. */
    record Int(long value, IntType type) implements Numeric, Comparable<Int> {
        public static Int of(long value) {
            return new Int(value, IntType.I64);
        }

        @Override
        public double asDouble() {
            return negativeBits() ? asDecimal().doubleValue() : value;
        }

        @Override
        public BigDecimal asDecimal() {
            return negativeBits() ? new BigDecimal(Long.toUnsignedString(value)) : BigDecimal.valueOf(value);
        }

        private boolean negativeBits() {
            return value < 0 && type == IntType.U64;
        }

        /** Not by size, see {@link Numeric#compare}: for maps, as that of {@link Text}. */
        @Override
        public int compareTo(Int other) {
            int byBits = Long.compare(value, other.value);
            return byBits != 0 ? byBits : type.compareTo(other.type);
        }
    }

    record Float32(float value) implements Numeric {
        @Override
        public double asDouble() {
            return value;
        }

        @Override
        public BigDecimal asDecimal() {
            return new BigDecimal(value);
        }
    }

    record Float64(double value) implements Numeric {
        @Override
        public double asDouble() {
            return value;
        }

        @Override
        public BigDecimal asDecimal() {
            return new BigDecimal(value);
        }
    }

    /** An exact number with a decimal scale: JSON fractions, integers beyond 64 bits, decimal logical types. */
    record Decimal(BigDecimal value) implements Numeric {
        public static Decimal of(BigInteger value) {
            return new Decimal(new BigDecimal(value));
        }

        @Override
        public double asDouble() {
            return value.doubleValue();
        }

        @Override
        public BigDecimal asDecimal() {
            return value;
        }
    }

    record Text(String value) implements Value, Comparable<Text> {
        /** By which a map whose keys have the same hash, by chance or malice, finds one nevertheless. */
        @Override
        public int compareTo(Text other) {
            return value.compareTo(other.value);
        }
    }

    /** A symbol of an enumeration and its number, where the format has one (-1 where not). */
    record Symbol(String value, int number) implements Value {}

    /** Bytes, compared by content. The array is shared: do not write into it. */
    @SuppressWarnings("ArrayRecordComponent") // equality by content is written out below
    record Binary(byte[] value) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Binary that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Binary[" + value.length + " bytes]";
        }
    }

    /** The unit in which a format counts time; kept so that writing back loses nothing. */
    enum TimeUnit {
        SECONDS,
        MILLIS,
        MICROS,
        NANOS
    }

    record Date(LocalDate value) implements Value {}

    record Time(LocalTime value, TimeUnit unit) implements Value {}

    /** A point on the time line. */
    record Timestamp(Instant value, TimeUnit unit) implements Value {}

    /** A date and time of no zone. */
    record LocalTimestamp(LocalDateTime value, TimeUnit unit) implements Value {}

    /** A span with calendar parts, as Avro and Arrow have it. */
    record Interval(int months, int days, long nanos) implements Value {}

    record Array(List<Value> values) implements Value {
        public Array {
            values = ValueList.of(values);
        }

        /** Of an array that is given away: nothing is copied. */
        public static Array of(Value... given) {
            return new Array(new ValueList(given));
        }
    }

    /** Keys of any kind to values, in their order. Compare {@link Row}, whose keys are names known beforehand. */
    record MapOf(Map<Value, Value> entries) implements Value {
        public MapOf {
            entries = ValueMap.of(entries);
        }

        /** Of a map that is given away: nothing is copied. */
        public static MapOf of(Map<Value, Value> given) {
            return new MapOf(new ValueMap(given));
        }
    }

    /** A value of a union together with the name of the branch it was written with. */
    record Tagged(String branch, Value value) implements Value {}

    /** A row of named values. */
    record Row(Shape shape, List<Value> values) implements Value {
        public Row {
            values = ValueList.of(values);
            if (values.size() != shape.size()) {
                throw new IllegalArgumentException(values.size() + " values for " + shape.size() + " names");
            }
        }

        /** Of an array that is given away: nothing is copied. */
        public static Row of(Shape shape, Value... given) {
            return new Row(shape, new ValueList(given));
        }

        /** The value of the name, or {@link Value#ABSENT}. */
        public Value get(String name) {
            int index = shape.indexOf(name);
            return index < 0 ? ABSENT : values.get(index);
        }
    }
}
