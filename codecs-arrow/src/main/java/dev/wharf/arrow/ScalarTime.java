package dev.wharf.arrow;

import dev.wharf.payload.ByteSink;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import dev.wharf.value.Value.TimeUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Dates, times and spans: numbers in some unit. */
final class ScalarTime {
    private static final long DAY_MILLIS = 86_400_000;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Those that both an instant and a local date and time have: a thousand million years before and after us. */
    private static final long LEAST_SECOND = Instant.MIN.getEpochSecond() + 2 * 366 * 86_400;

    private static final long MOST_SECOND = Instant.MAX.getEpochSecond() - 2 * 366 * 86_400;

    private ScalarTime() {}

    static long perSecond(TimeUnit unit) {
        return switch (unit) {
            case SECONDS -> 1;
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> 1_000_000_000;
        };
    }

    static long nanos(TimeUnit unit) {
        return 1_000_000_000 / perSecond(unit);
    }

    /** So many units since 1970, or in a day; refused where that is no whole number of them, or too many. */
    private static long units(Value value, long seconds, int nanos, TimeUnit unit) {
        long high = seconds;
        long low = nanos / nanos(unit);
        if (low * nanos(unit) != nanos) {
            throw Exact.refused(value, "a time in " + unit);
        }
        if (high < 0 && low > 0) {
            high++; // so that a product which only passes the least number for a moment is none
            low -= perSecond(unit);
        }
        try {
            return Math.addExact(Math.multiplyExact(high, perSecond(unit)), low);
        } catch (ArithmeticException e) {
            throw Exact.refused(value, "64 bits of " + unit);
        }
    }

    /** Days, or milliseconds of whole days. */
    static final class Dates extends Scalar {
        Dates(boolean days) {
            super(days ? 4 : 8);
        }

        @Override
        Value read(byte[] buf, int at) {
            return new Value.Date(LocalDate.ofEpochDay(
                    width == 4 ? LittleEndian.i32(buf, at) : LittleEndian.i64(buf, at) / DAY_MILLIS));
        }

        @Override
        boolean selective() {
            return width == 8;
        }

        @Override
        @Nullable
        String flaw(byte[] buf, int at) {
            return width == 8 && LittleEndian.i64(buf, at) % DAY_MILLIS != 0
                    ? "a date in milliseconds is no whole day"
                    : null;
        }

        @Override
        void write(Value value, ByteSink sink) {
            long day = Exact.date(value).toEpochDay();
            if (width == 8) {
                if (Math.abs(day) > Long.MAX_VALUE / DAY_MILLIS) {
                    throw Exact.refused(value, "a date in milliseconds of 64 bits");
                }
                LittleEndian.i64(sink, day * DAY_MILLIS);
                return;
            }
            if (day != (int) day) {
                throw Exact.refused(value, "a date in days of 32 bits");
            }
            LittleEndian.i32(sink, (int) day);
        }

        @Override
        int memory() {
            return 48;
        }
    }

    static final class Times extends Scalar {
        private final TimeUnit unit;

        Times(TimeUnit unit) {
            super(unit == TimeUnit.SECONDS || unit == TimeUnit.MILLIS ? 4 : 8);
            this.unit = unit;
        }

        private long number(byte[] buf, int at) {
            return width == 4 ? LittleEndian.i32(buf, at) : LittleEndian.i64(buf, at);
        }

        @Override
        Value read(byte[] buf, int at) {
            return new Value.Time(LocalTime.ofNanoOfDay(number(buf, at) * nanos(unit)), unit);
        }

        @Override
        boolean selective() {
            return true;
        }

        @Override
        @Nullable
        String flaw(byte[] buf, int at) {
            long number = number(buf, at);
            return number < 0 || number >= DAY_NANOS / nanos(unit) ? "a time of day is beyond the day" : null;
        }

        @Override
        void write(Value value, ByteSink sink) {
            long nanos = Exact.time(value).toNanoOfDay();
            long number = nanos / nanos(unit);
            if (number * nanos(unit) != nanos) {
                throw Exact.refused(value, "a time of day in " + unit);
            }
            if (width == 4) {
                LittleEndian.i32(sink, (int) number);
            } else {
                LittleEndian.i64(sink, number);
            }
        }

        @Override
        int memory() {
            return 52;
        }
    }

    /** Points on the time line. */
    static final class Stamps extends Scalar {
        private final TimeUnit unit;

        Stamps(TimeUnit unit) {
            super(8);
            this.unit = unit;
        }

        @Override
        Value read(byte[] buf, int at) {
            long number = LittleEndian.i64(buf, at);
            long second = Math.floorDiv(number, perSecond(unit));
            return new Value.Timestamp(
                    Instant.ofEpochSecond(second, Math.floorMod(number, perSecond(unit)) * nanos(unit)), unit);
        }

        @Override
        boolean selective() {
            return unit == TimeUnit.SECONDS;
        }

        @Override
        @Nullable
        String flaw(byte[] buf, int at) {
            return stampFlaw(unit, LittleEndian.i64(buf, at));
        }

        @Override
        void write(Value value, ByteSink sink) {
            Instant time = Exact.timestamp(value);
            LittleEndian.i64(sink, units(value, time.getEpochSecond(), time.getNano(), unit));
        }

        @Override
        int memory() {
            return 52;
        }
    }

    /** Dates and times of no zone. */
    static final class LocalStamps extends Scalar {
        private final TimeUnit unit;

        LocalStamps(TimeUnit unit) {
            super(8);
            this.unit = unit;
        }

        @Override
        Value read(byte[] buf, int at) {
            long number = LittleEndian.i64(buf, at);
            long second = Math.floorDiv(number, perSecond(unit));
            int nano = (int) (Math.floorMod(number, perSecond(unit)) * nanos(unit));
            return new Value.LocalTimestamp(LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC), unit);
        }

        @Override
        boolean selective() {
            return unit == TimeUnit.SECONDS;
        }

        @Override
        @Nullable
        String flaw(byte[] buf, int at) {
            return stampFlaw(unit, LittleEndian.i64(buf, at));
        }

        @Override
        void write(Value value, ByteSink sink) {
            Instant time = Exact.localTimestamp(value).toInstant(ZoneOffset.UTC);
            LittleEndian.i64(sink, units(value, time.getEpochSecond(), time.getNano(), unit));
        }

        @Override
        int memory() {
            return 100;
        }
    }

    private static @Nullable String stampFlaw(TimeUnit unit, long number) {
        boolean far = unit == TimeUnit.SECONDS && (number < LEAST_SECOND || number > MOST_SECOND);
        return far ? "a timestamp is more than a thousand million years away" : null;
    }

    /** Exact spans, which we keep in nanoseconds. */
    static final class Durations extends Scalar {
        private final TimeUnit unit;

        Durations(TimeUnit unit) {
            super(8);
            this.unit = unit;
        }

        @Override
        Value read(byte[] buf, int at) {
            return new Value.Interval(0, 0, LittleEndian.i64(buf, at) * nanos(unit));
        }

        @Override
        boolean selective() {
            return unit != TimeUnit.NANOS;
        }

        @Override
        @Nullable
        String flaw(byte[] buf, int at) {
            long number = LittleEndian.i64(buf, at);
            boolean fits = number <= Long.MAX_VALUE / nanos(unit) && number >= Long.MIN_VALUE / nanos(unit);
            return fits ? null : "a duration has more than 64 bits of nanoseconds, 292 years";
        }

        @Override
        void write(Value value, ByteSink sink) {
            boolean exact = value instanceof Value.Interval interval
                    && interval.months() == 0
                    && interval.days() == 0
                    && interval.nanos() % nanos(unit) == 0;
            if (!exact || !(value instanceof Value.Interval interval)) {
                throw Exact.refused(value, "a duration in " + unit);
            }
            LittleEndian.i64(sink, interval.nanos() / nanos(unit));
        }
    }

    /** Spans with parts of the calendar. */
    static final class Intervals extends Scalar {
        private final ArrowType.IntervalUnit unit;

        Intervals(ArrowType.IntervalUnit unit) {
            super(
                    switch (unit) {
                        case YEAR_MONTH -> 4;
                        case DAY_TIME -> 8;
                        case MONTH_DAY_NANO -> 16;
                    });
            this.unit = unit;
        }

        @Override
        Value read(byte[] buf, int at) {
            int first = LittleEndian.i32(buf, at);
            return switch (unit) {
                case YEAR_MONTH -> new Value.Interval(first, 0, 0);
                case DAY_TIME -> new Value.Interval(0, first, LittleEndian.i32(buf, at + 4) * NANOS_PER_MILLI);
                case MONTH_DAY_NANO ->
                    new Value.Interval(first, LittleEndian.i32(buf, at + 4), LittleEndian.i64(buf, at + 8));
            };
        }

        @Override
        void write(Value value, ByteSink sink) {
            if (!(value instanceof Value.Interval interval) || !fits(interval)) {
                throw Exact.refused(value, "an interval of type " + unit);
            }
            switch (unit) {
                case YEAR_MONTH -> LittleEndian.i32(sink, interval.months());
                case DAY_TIME -> {
                    LittleEndian.i32(sink, interval.days());
                    LittleEndian.i32(sink, (int) (interval.nanos() / NANOS_PER_MILLI));
                }
                case MONTH_DAY_NANO -> {
                    LittleEndian.i32(sink, interval.months());
                    LittleEndian.i32(sink, interval.days());
                    LittleEndian.i64(sink, interval.nanos());
                }
            }
        }

        private boolean fits(Value.Interval interval) {
            return switch (unit) {
                case YEAR_MONTH -> interval.days() == 0 && interval.nanos() == 0;
                case DAY_TIME -> {
                    long millis = interval.nanos() / NANOS_PER_MILLI;
                    yield interval.months() == 0
                            && millis * NANOS_PER_MILLI == interval.nanos()
                            && millis == (int) millis;
                }
                case MONTH_DAY_NANO -> true;
            };
        }
    }
}
