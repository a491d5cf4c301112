package dev.wharf.avro;

import dev.wharf.value.Value;
import dev.wharf.value.Value.TimeUnit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** Counts of a unit of time to points in time, and back without loss. */
final class Clock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;

    private Clock() {}

    static long perSecond(TimeUnit unit) {
        return switch (unit) {
            case SECONDS -> 1;
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> NANOS_PER_SECOND;
        };
    }

    private static long nanosPer(TimeUnit unit) {
        return NANOS_PER_SECOND / perSecond(unit);
    }

    static boolean isTimeOfDay(long count, TimeUnit unit) {
        return count >= 0 && count < SECONDS_PER_DAY * perSecond(unit);
    }

    static Value.Time time(long count, TimeUnit unit) {
        return new Value.Time(LocalTime.ofNanoOfDay(count * nanosPer(unit)), unit);
    }

    static Value.Timestamp timestamp(long count, TimeUnit unit) {
        return new Value.Timestamp(
                Instant.ofEpochSecond(Math.floorDiv(count, perSecond(unit)), nanos(count, unit)), unit);
    }

    static Value.LocalTimestamp localTimestamp(long count, TimeUnit unit) {
        long seconds = Math.floorDiv(count, perSecond(unit));
        return new Value.LocalTimestamp(
                LocalDateTime.ofEpochSecond(seconds, (int) nanos(count, unit), ZoneOffset.UTC), unit);
    }

    private static long nanos(long count, TimeUnit unit) {
        return Math.floorMod(count, perSecond(unit)) * nanosPer(unit);
    }

    static long count(LocalTime time, Logical type) {
        return time.toNanoOfDay() / nanosPer(type.unit()) + exact(time.get(ChronoField.NANO_OF_SECOND), type);
    }

    static long count(Instant time, Logical type) {
        return count(time.getEpochSecond(), time.getNano(), type);
    }

    static long count(LocalDateTime time, Logical type) {
        return count(time.toInstant(ZoneOffset.UTC), type);
    }

    private static long count(long seconds, int nanos, Logical type) {
        long perSecond = perSecond(type.unit());
        long fraction = nanos / nanosPer(type.unit()) + exact(nanos, type);
        try {
            // The seconds of the first time there is, multiplied, are below the least long; its fraction lifts it up.
            return seconds < 0
                    ? Math.addExact(Math.multiplyExact(seconds + 1, perSecond), fraction - perSecond)
                    : Math.addExact(Math.multiplyExact(seconds, perSecond), fraction);
        } catch (ArithmeticException e) {
            throw new AvroMisfit("a time that far away does not fit " + type);
        }
    }

    /** Zero, if the unit is fine enough. */
    private static long exact(int nanos, Logical type) {
        if (nanos % nanosPer(type.unit()) != 0) {
            throw new AvroMisfit("a time with parts smaller than the unit does not fit " + type);
        }
        return 0;
    }
}
