package dev.wharf.avro;

import dev.wharf.payload.ByteSink;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimals as bytes. Their length is limited, since turning one into digits takes time by the square of it. */
final class Decimals {
    /** The longest that is read or written, in bytes: nearly ten thousand digits. */
    static final int MAX_BYTES = 4096;

    /** So many digits are in a long, whichever they are. */
    private static final int DIGITS_OF_LONG = 18;

    /** How far from the digits a big-decimal may have its point. */
    private static final int MAX_SCALE = 10_000;

    private Decimals() {}

    /** Of a decimal that is read or looked at, from where its bytes begin. */
    static void checkLength(int length, Cursor in) {
        if (length == 0) {
            throw Cursor.flaw("a decimal of no bytes", in.pos);
        }
        if (length > MAX_BYTES) {
            throw Cursor.flaw("a decimal of " + length + " bytes, more than " + MAX_BYTES, in.pos);
        }
    }

    static BigDecimal read(Scalar node, Cursor in) {
        int length = node.readLength(in);
        int from = in.pos;
        checkLength(length, in);
        in.pos = from + length;
        return decimal(in, from, length, node.logical.scale());
    }

    private static BigDecimal decimal(Cursor in, int from, int length, int scale) {
        if (length > Long.BYTES) {
            return new BigDecimal(new BigInteger(in.buf, from, length), scale);
        }
        long value = in.buf[from];
        for (int i = from + 1; i < from + length; i++) {
            value = value << 8 | (in.buf[i] & 0xFF);
        }
        return BigDecimal.valueOf(value, scale);
    }

    /** The digits as bytes, then the scale, within bytes that say how long both are. */
    static BigDecimal readBig(Cursor in) {
        int start = in.pos;
        int length = in.readLength();
        int end = in.pos + length;
        int digits = in.readLength();
        checkLength(digits, in);
        int from = in.pos;
        in.pos += digits;
        int scale = in.readInt();
        if (in.pos != end) {
            throw Cursor.flaw("a big-decimal whose parts are not as long as the whole", start);
        }
        if (scale > MAX_SCALE || scale < -MAX_SCALE) {
            throw Cursor.flaw("a big-decimal of scale " + scale + ", beyond " + MAX_SCALE, start);
        }
        return decimal(in, from, digits, scale);
    }

    static void write(Scalar node, BigDecimal value, ByteSink sink) {
        if (node.wire != Op.FIXED && value.scale() == node.logical.scale() && isShort(value, node.logical)) {
            // The same digits without a point: neither makes big integers.
            writeShort(value.scaleByPowerOfTen(value.scale()).longValue(), sink);
            return;
        }
        byte[] bytes = unscaled(value, node.logical).toByteArray();
        if (node.wire != Op.FIXED) {
            Varints.write(bytes.length, sink);
            sink.write(bytes);
            return;
        }
        if (bytes.length > node.size) {
            throw new AvroMisfit("a decimal of more digits than " + node.type + " has room for");
        }
        int fill = bytes[0] < 0 ? 0xFF : 0;
        for (int i = bytes.length; i < node.size; i++) {
            sink.write(fill);
        }
        sink.write(bytes);
    }

    private static boolean isShort(BigDecimal value, Logical type) {
        int digits = value.precision();
        return digits <= DIGITS_OF_LONG && digits <= type.precision();
    }

    /** As few bytes as there need be, the first of them with the sign. */
    private static void writeShort(long digits, ByteSink sink) {
        int length = (Long.SIZE - Long.numberOfLeadingZeros(digits < 0 ? ~digits : digits)) / Byte.SIZE + 1;
        Varints.write(length, sink);
        for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            sink.write((int) (digits >> shift));
        }
    }

    /** The digits at just this scale. Nothing is computed before it is known that the result is short. */
    private static BigInteger unscaled(BigDecimal value, Logical type) {
        if (value.signum() == 0) {
            return BigInteger.ZERO;
        }
        boolean whole = value.scale() <= type.scale();
        BigDecimal least = whole ? value : value.stripTrailingZeros();
        if (least.scale() > type.scale()) {
            throw new AvroMisfit("a decimal of scale " + least.scale() + " does not fit " + type);
        }
        long digits = (long) least.precision() - least.scale() + type.scale();
        if (digits > type.precision()) {
            throw new AvroMisfit("a decimal of " + digits + " digits does not fit " + type);
        }
        if (digits > 2 * MAX_BYTES) {
            throw new AvroMisfit("a decimal of " + digits + " digits, more than " + 2 * MAX_BYTES);
        }
        return least.setScale(type.scale()).unscaledValue();
    }

    static void writeBig(BigDecimal value, ByteSink sink) {
        if (value.precision() > 2 * MAX_BYTES || Math.abs((long) value.scale()) > MAX_SCALE) {
            throw new AvroMisfit("a decimal of more than " + 2 * MAX_BYTES + " digits, or of a scale beyond "
                    + MAX_SCALE + ", does not fit big-decimal");
        }
        byte[] digits = value.unscaledValue().toByteArray();
        ByteSink inner = new ByteSink(digits.length + 10);
        Varints.write(digits.length, inner);
        inner.write(digits);
        Varints.write(value.scale(), inner);
        Varints.write(inner.length(), sink);
        sink.write(inner.buffer(), 0, inner.length());
    }
}
