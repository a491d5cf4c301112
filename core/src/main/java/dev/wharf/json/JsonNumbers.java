package dev.wharf.json;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** The value of JSON numbers that were checked before. */
final class JsonNumbers {
    static final int MAX_DIGITS = 1000;
    static final int MAX_EXPONENT = 10_000;

    /** So many digits fit a long, whatever they are. */
    private static final int LONG_DIGITS = 18;

    private static final Value.Int[] SMALL = new Value.Int[1024];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = Value.Int.of(i);
        }
    }

    private JsonNumbers() {}

    /**
     * An integer is {@code Int} or, beyond 64 bits, a {@code Decimal} of scale 0; a number with a fraction or an
     * exponent is a {@code Decimal} of just the digits written. A minus before zero is lost: neither type has one.
     *
     * @throws WharfException MALFORMED for more than 1000 digits or an exponent beyond 10000
     */
    static Value decode(byte[] buf, int from, int to) {
        boolean negative = buf[from] == '-';
        int start = negative ? from + 1 : from;
        if (to - start > LONG_DIGITS) {
            return decodeLong(buf, from, start, to);
        }
        long digits = 0;
        int point = -1;
        for (int pos = start; pos < to; pos++) {
            byte b = buf[pos];
            if (b >= '0') {
                if (b > '9') {
                    return decodeLong(buf, from, start, to);
                }
                digits = digits * 10 + (b - '0');
            } else if (b == '.') {
                point = pos;
            } else {
                return decodeLong(buf, from, start, to);
            }
        }
        long unscaled = negative ? -digits : digits;
        return point < 0 ? integer(unscaled) : new Value.Decimal(BigDecimal.valueOf(unscaled, to - point - 1));
    }

    /**
     * Whether {@link #decode} refuses it. It measures what is left when the number is written again: its digits from
     * the first that is not zero, and the exponent of that first digit.
     */
    static boolean tooLong(byte[] buf, int from, int to) {
        int significant = 0;
        int fraction = 0;
        boolean point = false;
        int exponent = 0;
        for (int pos = buf[from] == '-' ? from + 1 : from; pos < to; pos++) {
            byte b = buf[pos];
            if ((b | 0x20) == 'e') {
                exponent = exponent(buf, pos + 1, to);
                break;
            }
            if (b == '.') {
                point = true;
                continue;
            }
            fraction += point ? 1 : 0;
            significant += significant > 0 || b != '0' ? 1 : 0;
        }
        int first = exponent - fraction + Math.max(0, significant - 1);
        return significant > MAX_DIGITS || Math.abs(exponent) > MAX_EXPONENT || Math.abs(first) > MAX_EXPONENT;
    }

    private static Value decodeLong(byte[] buf, int from, int start, int to) {
        if (tooLong(buf, from, to)) {
            throw tooLarge();
        }
        int point = -1;
        int mantissa = to;
        for (int pos = start; pos < mantissa; pos++) {
            if (buf[pos] == '.') {
                point = pos;
            } else if ((buf[pos] | 0x20) == 'e') {
                mantissa = pos;
            }
        }
        int exponent = mantissa == to ? 0 : exponent(buf, mantissa + 1, to);
        BigInteger unscaled = new BigInteger(digits(buf, from, point, mantissa));
        if (point < 0 && mantissa == to) {
            return unscaled.bitLength() < Long.SIZE ? integer(unscaled.longValue()) : Value.Decimal.of(unscaled);
        }
        return new Value.Decimal(new BigDecimal(unscaled, (point < 0 ? 0 : mantissa - point - 1) - exponent));
    }

    /** Sign and digits without the point. */
    private static String digits(byte[] buf, int from, int point, int to) {
        if (point < 0) {
            return ascii(buf, from, to);
        }
        return ascii(buf, from, point) + ascii(buf, point + 1, to);
    }

    private static String ascii(byte[] buf, int from, int to) {
        return new String(buf, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The exponent, or one beyond the limit. */
    private static int exponent(byte[] buf, int from, int to) {
        boolean signed = buf[from] == '-' || buf[from] == '+';
        int exponent = 0;
        for (int pos = signed ? from + 1 : from; pos < to && exponent <= MAX_EXPONENT; pos++) {
            exponent = exponent * 10 + (buf[pos] - '0');
        }
        return buf[from] == '-' ? -exponent : exponent;
    }

    static Value integer(long value) {
        return value >= 0 && value < SMALL.length ? SMALL[(int) value] : Value.Int.of(value);
    }

    private static WharfException tooLarge() {
        return new WharfException(
                ErrorCode.MALFORMED,
                "a number with more than " + MAX_DIGITS + " digits or an exponent beyond " + MAX_EXPONENT
                        + " cannot be compared or computed with");
    }
}
