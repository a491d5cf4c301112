package dev.wharf.cbor;

import dev.wharf.error.WharfException;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tags mean. Where the contents are not what the number promises, the tag means nothing and is kept as it is. */
final class Tags {
    static final int TIME_TEXT = 0;
    static final int TIME_NUMBER = 1;
    static final int LARGE = 2;
    static final int LARGE_NEGATIVE = 3;
    static final int DECIMAL = 4;
    static final int DATE_DAYS = 100;
    static final int DATE_TEXT = 1004;

    /** What the branches of other tags, and of simple values, begin with. */
    static final String TAG = "tag:";

    static final String SIMPLE = "simple:";

    /** A number beyond these limits costs more than its bytes to compute with, so it stays what it is: a tag. */
    static final int MOST_BITS = 3322; // 1000 digits

    static final int MOST_EXPONENT = 10_000;
    private static final int LONGEST_TIME = 40;

    /** The seconds of the years that the text of a time has room for. */
    static final long LEAST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

    static final long MOST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private Tags() {}

    /** What the tag makes of its contents; null if it is to be kept. */
    static @Nullable Value meaning(long tag, Value content) {
        if (tag < 0 || tag > DATE_TEXT) {
            return null;
        }
        return switch ((int) tag) {
            case TIME_TEXT -> content instanceof Value.Text text ? timeOf(text.value()) : null;
            case TIME_NUMBER -> content instanceof Value.Numeric number ? timeOf(number) : null;
            case LARGE -> content instanceof Value.Binary bytes ? large(bytes.value(), false) : null;
            case LARGE_NEGATIVE -> content instanceof Value.Binary bytes ? large(bytes.value(), true) : null;
            case DECIMAL -> content instanceof Value.Array pair ? decimal(pair.values()) : null;
            case DATE_DAYS -> content instanceof Value.Int days ? date(days) : null;
            case DATE_TEXT -> content instanceof Value.Text text ? date(text.value()) : null;
            default -> null;
        };
    }

    private static @Nullable Value timeOf(String text) {
        if (text.length() > LONGEST_TIME || text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return inTextYears(time) ? new Value.Timestamp(time, unit(fractionDigits(text))) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    static boolean inTextYears(Instant time) {
        return time.getEpochSecond() >= LEAST_SECOND && time.getEpochSecond() <= MOST_SECOND;
    }

    private static int fractionDigits(String text) {
        int point = text.indexOf('.');
        int end = point + 1;
        while (point >= 0 && end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return point < 0 ? 0 : end - point - 1;
    }

    private static Value.TimeUnit unit(int digits) {
        if (digits == 0) {
            return Value.TimeUnit.SECONDS;
        }
        if (digits <= 3) {
            return Value.TimeUnit.MILLIS;
        }
        return digits <= 6 ? Value.TimeUnit.MICROS : Value.TimeUnit.NANOS;
    }

    /** Seconds, whole or with the fraction that the shortest digits of the binary fraction are. */
    private static @Nullable Value timeOf(Value.Numeric number) {
        if (number instanceof Value.Int seconds) {
            boolean known = !(seconds.type() == Value.IntType.U64 && seconds.value() < 0)
                    && seconds.value() >= Instant.MIN.getEpochSecond()
                    && seconds.value() <= Instant.MAX.getEpochSecond();
            return known ? new Value.Timestamp(Instant.ofEpochSecond(seconds.value()), Value.TimeUnit.SECONDS) : null;
        }
        if (number instanceof Value.Decimal || !Double.isFinite(number.asDouble())) {
            return null;
        }
        try {
            return fractional(Exact.decimal(number).stripTrailingZeros());
        } catch (WharfException e) {
            return null;
        }
    }

    private static @Nullable Value fractional(BigDecimal seconds) {
        if (seconds.scale() > 9 || seconds.precision() - seconds.scale() > 12) {
            return null;
        }
        BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
        Instant time = Instant.ofEpochSecond(
                parts[0].longValue(), parts[1].movePointRight(9).longValue());
        return inTextYears(time) ? new Value.Timestamp(time, unit(Math.max(0, seconds.scale()))) : null;
    }

    private static @Nullable Value large(byte[] bytes, boolean negative) {
        if (bytes.length > MOST_BITS / 8 + 1) {
            return null;
        }
        BigInteger value = new BigInteger(1, bytes);
        return value.bitLength() > MOST_BITS ? null : CborReader.integer(negative ? value.not() : value);
    }

    /** An exponent of ten and a mantissa; a mantissa beyond 64 bits with the exponent 0 is just that number. */
    private static @Nullable Value decimal(List<Value> pair) {
        boolean two = pair.size() == 2;
        if (!two
                || !(pair.get(0) instanceof Value.Int exponent)
                || !(pair.get(1) instanceof Value.Numeric mantissa)
                || Math.abs(exponent.value()) > MOST_EXPONENT
                || exponent.value() == Long.MIN_VALUE) {
            return null;
        }
        boolean whole = mantissa instanceof Value.Int
                || (mantissa instanceof Value.Decimal decimal && decimal.value().scale() == 0);
        if (!whole) {
            return null;
        }
        BigInteger digits = mantissa.asDecimal().toBigInteger();
        if (exponent.value() == 0 && digits.bitLength() >= Long.SIZE) {
            return mantissa;
        }
        return new Value.Decimal(new BigDecimal(digits, (int) -exponent.value()));
    }

    private static @Nullable Value date(Value.Int days) {
        boolean known = !(days.type() == Value.IntType.U64 && days.value() < 0)
                && days.value() >= LocalDate.MIN.toEpochDay()
                && days.value() <= LocalDate.MAX.toEpochDay();
        return known ? new Value.Date(LocalDate.ofEpochDay(days.value())) : null;
    }

    private static @Nullable Value date(String text) {
        if (text.length() != "2026-01-02".length() || !Character.isDigit(text.charAt(0))) {
            return null;
        }
        try {
            return new Value.Date(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
