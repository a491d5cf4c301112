package dev.wharf.arrow;

import dev.wharf.value.Value.TimeUnit;
import java.util.List;

/** The type of a column, with what its metadata says beside its name. */
sealed interface ArrowType {

    /** Units of time by the number that Arrow has for them. */
    List<TimeUnit> UNITS = List.of(TimeUnit.SECONDS, TimeUnit.MILLIS, TimeUnit.MICROS, TimeUnit.NANOS);

    /** Types of which there is nothing more to say; a number beside each is that of Arrow's union of types. */
    enum Plain implements ArrowType {
        NULL(1, "null"),
        BINARY(4, "binary"),
        UTF8(5, "utf8"),
        BOOL(6, "bool"),
        LIST(12, "list"),
        STRUCT(13, "struct"),
        LARGE_BINARY(19, "largebinary"),
        LARGE_UTF8(20, "largeutf8"),
        LARGE_LIST(21, "largelist"),
        RUN_END_ENCODED(22, "runendencoded"),
        BINARY_VIEW(23, "binaryview"),
        UTF8_VIEW(24, "utf8view"),
        LIST_VIEW(25, "listview"),
        LARGE_LIST_VIEW(26, "largelistview");

        private final int number;
        private final String text;

        Plain(int number, String text) {
            this.number = number;
            this.text = text;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public String text() {
            return text;
        }
    }

    /** An integer of 8, 16, 32 or 64 bits. */
    record Int(int bits, boolean signed) implements ArrowType {
        @Override
        public int number() {
            return 2;
        }

        @Override
        public String text() {
            return "int";
        }
    }

    /** A binary fraction of 16, 32 or 64 bits. */
    record Floating(int bits) implements ArrowType {
        @Override
        public int number() {
            return 3;
        }

        @Override
        public String text() {
            return "floatingpoint";
        }
    }

    /** A decimal in 32, 64, 128 or 256 bits. */
    record Decimal(int precision, int scale, int bits) implements ArrowType {
        @Override
        public int number() {
            return 7;
        }

        @Override
        public String text() {
            return "decimal";
        }
    }

    /** A date as days in 32 bits, or as milliseconds in 64. */
    record Date(boolean days) implements ArrowType {
        @Override
        public int number() {
            return 8;
        }

        @Override
        public String text() {
            return "date";
        }
    }

    /** A time of day: 32 bits for seconds and milliseconds, else 64. */
    record Time(TimeUnit unit) implements ArrowType {
        @Override
        public int number() {
            return 9;
        }

        @Override
        public String text() {
            return "time";
        }

        int bits() {
            return unit == TimeUnit.SECONDS || unit == TimeUnit.MILLIS ? 32 : 64;
        }
    }

    /** A timestamp; the zone is empty where it has none. */
    record Timestamp(TimeUnit unit, String zone) implements ArrowType {
        @Override
        public int number() {
            return 10;
        }

        @Override
        public String text() {
            return "timestamp";
        }
    }

    /** How an interval is kept; the order is that of Arrow's numbers. */
    enum IntervalUnit {
        YEAR_MONTH,
        DAY_TIME,
        MONTH_DAY_NANO
    }

    record Interval(IntervalUnit unit) implements ArrowType {
        static final List<IntervalUnit> KINDS =
                List.of(IntervalUnit.YEAR_MONTH, IntervalUnit.DAY_TIME, IntervalUnit.MONTH_DAY_NANO);

        @Override
        public int number() {
            return 11;
        }

        @Override
        public String text() {
            return "interval";
        }
    }

    /** The number in the vector of types of each child is in {@code ids}. */
    record Union(boolean dense, List<Integer> ids) implements ArrowType {
        @Override
        public int number() {
            return 14;
        }

        @Override
        public String text() {
            return "union";
        }
    }

    record FixedBinary(int width) implements ArrowType {
        @Override
        public int number() {
            return 15;
        }

        @Override
        public String text() {
            return "fixedsizebinary";
        }
    }

    record FixedList(int size) implements ArrowType {
        @Override
        public int number() {
            return 16;
        }

        @Override
        public String text() {
            return "fixedsizelist";
        }
    }

    record MapType(boolean sortedKeys) implements ArrowType {
        @Override
        public int number() {
            return 17;
        }

        @Override
        public String text() {
            return "map";
        }
    }

    record Duration(TimeUnit unit) implements ArrowType {
        @Override
        public int number() {
            return 18;
        }

        @Override
        public String text() {
            return "duration";
        }
    }

    /** Its number in Arrow's union of types. */
    int number();

    /** Its name in the JSON form of schemas. */
    String text();

    /** How many children a column of the type has; -1 where it may be any number. */
    default int children() {
        return switch (this) {
            case Plain plain ->
                switch (plain) {
                    case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW -> 1;
                    case RUN_END_ENCODED -> 2;
                    case STRUCT -> -1;
                    case NULL, BINARY, UTF8, BOOL, LARGE_BINARY, LARGE_UTF8, BINARY_VIEW, UTF8_VIEW -> 0;
                };
            case Union union -> union.ids().size();
            case FixedList list -> 1;
            case MapType map -> 1;
            case Int other -> 0;
            case Floating other -> 0;
            case Decimal other -> 0;
            case Date other -> 0;
            case Time other -> 0;
            case Timestamp other -> 0;
            case Interval other -> 0;
            case FixedBinary other -> 0;
            case Duration other -> 0;
        };
    }
}
