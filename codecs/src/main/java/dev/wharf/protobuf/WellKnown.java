package dev.wharf.protobuf;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Google's own types that have a meaning beyond their fields, and become a value of that meaning. */
enum WellKnown {
    NONE,
    TIMESTAMP,
    DURATION,
    WRAPPER,
    STRUCT,
    VALUE,
    LIST_VALUE;

    static final long LEAST_SECONDS = -62_135_596_800L; // 0001-01-01
    static final long MOST_SECONDS = 253_402_300_799L; // 9999-12-31T23:59:59
    static final int NANOS_PER_SECOND = 1_000_000_000;

    /** About 292 years: what nanoseconds in a {@code long} can hold, a second to spare. */
    static final long MOST_SPAN_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    static final String BAD_TIMESTAMP =
            "a google.protobuf.Timestamp is not between the years 1 and 9999, or its nanoseconds are no part of a"
                    + " second";
    static final String BAD_DURATION =
            "a google.protobuf.Duration is longer than 292 years, or its nanoseconds are no part of a second";

    /** What is known of the message of that name in the package {@code google.protobuf}. */
    static WellKnown of(String name) {
        return switch (name) {
            case "Timestamp" -> TIMESTAMP;
            case "Duration" -> DURATION;
            case "DoubleValue",
                    "FloatValue",
                    "Int64Value",
                    "UInt64Value",
                    "Int32Value",
                    "UInt32Value",
                    "BoolValue",
                    "StringValue",
                    "BytesValue" -> WRAPPER;
            case "Struct" -> STRUCT;
            case "Value" -> VALUE;
            case "ListValue" -> LIST_VALUE;
            default -> NONE;
        };
    }

    static boolean isTimestamp(long seconds, int nanos) {
        return seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS && nanos >= 0 && nanos < NANOS_PER_SECOND;
    }

    static boolean isDuration(long seconds, int nanos) {
        return Math.abs(nanos) < NANOS_PER_SECOND
                && nanos != Integer.MIN_VALUE
                && seconds <= MOST_SPAN_SECONDS
                && seconds >= -MOST_SPAN_SECONDS;
    }

    static Value timestamp(long seconds, int nanos) {
        return new Value.Timestamp(Instant.ofEpochSecond(seconds, nanos), Value.TimeUnit.NANOS);
    }

    static Value duration(long seconds, int nanos) {
        return new Value.Interval(0, 0, seconds * NANOS_PER_SECOND + nanos);
    }

    /** The meaning of a message that was read field by field; its numbers were checked. */
    Value of(Value.Row row) {
        return switch (this) {
            case NONE -> row;
            case TIMESTAMP -> timestamp(whole(row, 0), (int) whole(row, 1));
            case DURATION -> duration(whole(row, 0), (int) whole(row, 1));
            case WRAPPER -> row.values().get(0);
            case STRUCT -> struct(row);
            case VALUE -> chosen(row);
            case LIST_VALUE -> row.values().get(0);
        };
    }

    private static long whole(Value.Row row, int index) {
        return row.values().get(index) instanceof Value.Int number ? number.value() : 0;
    }

    private static Value struct(Value.Row row) {
        if (!(row.values().get(0) instanceof Value.MapOf map)) {
            return Value.ABSENT;
        }
        List<String> names = new ArrayList<>(map.entries().size());
        List<Value> values = new ArrayList<>(map.entries().size());
        map.entries().forEach((key, value) -> {
            names.add(key instanceof Value.Text text ? text.value() : "");
            values.add(value);
        });
        return new Value.Row(Shape.of(names), values);
    }

    /** The member of the one {@code oneof} that is there; where none is, and for {@code null_value}, null. */
    private static Value chosen(Value.Row row) {
        for (int i = 1; i < row.values().size(); i++) {
            if (!(row.values().get(i) instanceof Value.Absent)) {
                return row.values().get(i);
            }
        }
        return Value.NULL;
    }
}
