package dev.wharf.avro;

import dev.wharf.payload.ByteSink;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Writes values of logical types. A count of time that is an integer already is written as it stands. */
final class ScalarEncoding {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MOST_MILLIS = 0xFFFF_FFFFL;

    private ScalarEncoding() {}

    static void write(Scalar node, Value value, ByteSink sink) {
        Logical type = node.logical;
        switch (node.op) {
            case Op.DECIMAL -> Decimals.write(node, Exact.decimal(value), sink);
            case Op.BIG_DECIMAL -> Decimals.writeBig(Exact.decimal(value), sink);
            case Op.UUID -> uuid(value, sink);
            case Op.DURATION -> duration(interval(value), sink);
            case Op.DATE -> Varints.write(date(value), sink);
            case Op.TIME -> Varints.write(time(value, type), sink);
            case Op.TIMESTAMP ->
                Varints.write(
                        value instanceof Value.Int ? Exact.int64(value) : Clock.count(Exact.timestamp(value), type),
                        sink);
            case Op.LOCAL_TIMESTAMP ->
                Varints.write(
                        value instanceof Value.Int
                                ? Exact.int64(value)
                                : Clock.count(Exact.localTimestamp(value), type),
                        sink);
            default -> throw new IllegalStateException("operation " + node.op + " is none of a scalar");
        }
    }

    private static long date(Value value) {
        long days = value instanceof Value.Int
                ? Exact.int64(value)
                : Exact.date(value).toEpochDay();
        if (days != (int) days) {
            throw new AvroMisfit("a date that far away does not fit date");
        }
        return days;
    }

    private static long time(Value value, Logical type) {
        if (!(value instanceof Value.Int)) {
            return Clock.count(Exact.time(value), type);
        }
        long count = Exact.int64(value);
        if (!Clock.isTimeOfDay(count, type.unit())) {
            throw new AvroMisfit("an integer that is no time of a day does not fit " + type);
        }
        return count;
    }

    private static void uuid(Value value, ByteSink sink) {
        if (value instanceof Value.Binary bytes && bytes.value().length == 16) {
            sink.write(bytes.value());
            return;
        }
        String text = Exact.text(value);
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                sink.write(ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array());
                return;
            }
        } catch (IllegalArgumentException e) {
            throw Exact.refused(value, "a UUID");
        }
        throw Exact.refused(value, "a UUID");
    }

    private static Value.Interval interval(Value value) {
        return switch (value) {
            case Value.Interval interval -> interval;
            case Value.Text text -> parsed(text);
            default -> throw Exact.refused(value, "a duration");
        };
    }

    /** Such as P14M3DT1.5S, as our JSON has it. */
    private static Value.Interval parsed(Value.Text text) {
        try {
            int time = text.value().indexOf('T');
            String days = time < 0 ? text.value() : text.value().substring(0, time);
            Period period = days.equals("P") && time >= 0 ? Period.ZERO : Period.parse(days);
            Duration rest =
                    time < 0 ? Duration.ZERO : Duration.parse("P" + text.value().substring(time));
            return new Value.Interval(
                    Math.toIntExact(period.toTotalMonths()), (int) period.get(ChronoUnit.DAYS), rest.toNanos());
        } catch (DateTimeException | ArithmeticException e) {
            throw Exact.refused(text, "a duration (as text, PnMnDTnS)");
        }
    }

    private static void duration(Value.Interval interval, ByteSink sink) {
        long millis = interval.nanos() / NANOS_PER_MILLI;
        boolean fits = interval.months() >= 0
                && interval.days() >= 0
                && interval.nanos() >= 0
                && millis <= MOST_MILLIS
                && millis * NANOS_PER_MILLI == interval.nanos();
        if (!fits) {
            throw new AvroMisfit("an interval that is negative, has parts of a millisecond or more than " + MOST_MILLIS
                    + " milliseconds does not fit duration");
        }
        Varints.writeInt(interval.months(), sink);
        Varints.writeInt(interval.days(), sink);
        Varints.writeInt((int) millis, sink);
    }
}
