package dev.wharf.cbor;

import dev.wharf.packed.PackedReader;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Utf8;
import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import dev.wharf.value.ValueWriter;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads CBOR. For one thread. */
final class CborReader extends PackedReader {
    /** In place of a count: until a break. */
    private static final int UNTIL_BREAK = -1;

    /** The tag 55799. */
    private static final byte[] SELF_DESCRIBED = {(byte) 0xD9, (byte) 0xD9, (byte) 0xF7};

    private static final Value.Int[] SMALL = new Value.Int[256];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = new Value.Int(i, IntType.U8);
        }
    }

    CborReader(CborCodec codec, byte[] buf, int from, int to) {
        super(codec, buf, from, to);
    }

    @Override
    protected Value next() {
        int head = u8();
        int info = head & 0x1F;
        return switch (head >> 5) {
            case Major.UNSIGNED -> integer(argument(info));
            case Major.NEGATIVE -> negative(argument(info));
            case Major.BYTES -> new Value.Binary(indefinite(info) ? chunks(Major.BYTES) : bytes(argument(info)));
            case Major.TEXT -> new Value.Text(indefinite(info) ? textOf(chunks(Major.TEXT)) : string(argument(info)));
            case Major.ARRAY -> array(size(info, 1));
            case Major.MAP -> map(size(info, 2));
            case Major.TAG -> tagged(argument(info));
            default -> simple(info);
        };
    }

    /** What stands in the lower five bits, or where they say. */
    private long argument(int info) {
        if (info < Major.ONE) {
            return info;
        }
        return switch (info) {
            case Major.ONE -> u8();
            case Major.TWO -> u16();
            case Major.FOUR -> u32();
            case Major.EIGHT -> i64();
            case Major.INDEFINITE -> throw flawBefore("an indefinite length or a break cannot stand here");
            default -> throw flawBefore("a head uses a reserved value, 28 to 30");
        };
    }

    private static boolean indefinite(int info) {
        return info == Major.INDEFINITE;
    }

    private int size(int info, int leastBytes) {
        return indefinite(info) ? UNTIL_BREAK : count(argument(info), leastBytes);
    }

    @Override
    protected boolean more(int done, int count) {
        if (count != UNTIL_BREAK) {
            return done < count;
        }
        need(1);
        boolean end = (buf[pos] & 0xFF) == Major.BREAK;
        if (end) {
            pos++;
        }
        return !end;
    }

    /** Of 64 bits without a sign. */
    static Value.Int integer(long value) {
        if (value >>> 8 == 0) {
            return SMALL[(int) value];
        }
        if (value >>> 16 == 0) {
            return new Value.Int(value, IntType.U16);
        }
        return new Value.Int(value, value >>> 32 == 0 ? IntType.U32 : IntType.U64);
    }

    /** Minus one, minus an argument of 64 bits without a sign. */
    private static Value negative(long argument) {
        long value = ~argument;
        if (argument < 0) {
            BigInteger digits = new BigInteger(Long.toUnsignedString(argument));
            return Value.Decimal.of(digits.not());
        }
        if (value >= Byte.MIN_VALUE) {
            return new Value.Int(value, IntType.I8);
        }
        if (value >= Short.MIN_VALUE) {
            return new Value.Int(value, IntType.I16);
        }
        return new Value.Int(value, value >= Integer.MIN_VALUE ? IntType.I32 : IntType.I64);
    }

    /** An integer of at most 64 bits, or a decimal without a fraction. */
    static Value integer(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            long number = value.longValue();
            return number >= 0 ? integer(number) : negative(~number);
        }
        boolean unsigned = value.bitLength() == Long.SIZE && value.signum() > 0;
        return unsigned ? integer(value.longValue()) : Value.Decimal.of(value);
    }

    private Value tagged(long tag) {
        enter();
        Value content = next();
        leave();
        Value known = Tags.meaning(tag, content);
        return known != null ? known : new Value.Tagged(Tags.TAG + Long.toUnsignedString(tag), content);
    }

    private Value simple(int info) {
        return switch (info) {
            case Major.FALSE -> Value.Bool.FALSE;
            case Major.TRUE -> Value.Bool.TRUE;
            case Major.NULL, Major.UNDEFINED -> Value.NULL;
            case Major.ONE -> unassigned(simpleInByte());
            case Major.TWO -> new Value.Float32(Float.float16ToFloat((short) u16()));
            case Major.FOUR -> new Value.Float32(Float.intBitsToFloat(i32()));
            case Major.EIGHT -> new Value.Float64(Double.longBitsToDouble(i64()));
            default -> unassigned((int) argument(info));
        };
    }

    private int simpleInByte() {
        int number = u8();
        if (number < 32) {
            throw flawBefore("a simple value below 32 stands in a byte of its own");
        }
        return number;
    }

    private static Value unassigned(int number) {
        return new Value.Tagged(Tags.SIMPLE + number, Value.NULL);
    }

    /** The contents of a string of indefinite length, behind its head. */
    private byte[] chunks(int major) {
        ByteSink all = new ByteSink(16);
        while (more(0, UNTIL_BREAK)) {
            int start = chunk(major);
            all.write(buf, start, pos - start);
        }
        return all.toByteArray();
    }

    /** Steps over a piece, which is a string of the same kind and of definite length, and checks it. */
    private int chunk(int major) {
        int head = u8();
        if (head >> 5 != major || indefinite(head & 0x1F)) {
            throw flawBefore("a string of indefinite length consists of strings of definite length and the same kind");
        }
        int start = step(argument(head & 0x1F));
        if (major == Major.TEXT) {
            checkUtf8(start, pos);
        }
        return start;
    }

    private static String textOf(byte[] utf8) {
        return Utf8.decode(utf8, 0, utf8.length);
    }

    @Override
    protected void skip() {
        int head = u8();
        int info = head & 0x1F;
        switch (head >> 5) {
            case Major.UNSIGNED, Major.NEGATIVE -> {
                var unused = argument(info);
            }
            case Major.BYTES, Major.TEXT -> skipString(head >> 5, info);
            case Major.ARRAY -> skipArray(size(info, 1));
            case Major.MAP -> skipMap(size(info, 2));
            case Major.TAG -> skipTagged(info);
            default -> skipSimple(info);
        }
    }

    private void skipString(int major, int info) {
        if (!indefinite(info)) {
            int start = step(argument(info));
            if (major == Major.TEXT) {
                checkUtf8(start, pos);
            }
            return;
        }
        while (more(0, UNTIL_BREAK)) {
            var unused = chunk(major);
        }
    }

    private void skipTagged(int info) {
        var unused = argument(info);
        enter();
        skip();
        leave();
    }

    private void skipSimple(int info) {
        if (info == Major.ONE) {
            var unused = simpleInByte();
        } else {
            var unused = argument(info);
        }
    }

    @Override
    protected void tell(ValueWriter writer) {
        int start = text();
        if (start >= 0) {
            writer.text(buf, start, pos);
            return;
        }
        int head = u8();
        int info = head & 0x1F;
        switch (head >> 5) {
            case Major.UNSIGNED -> tellInteger(argument(info), writer);
            case Major.ARRAY -> tellArray(size(info, 1), writer);
            case Major.MAP -> tellRow(size(info, 2), writer);
            case Major.BYTES -> tellBytes(info, writer);
            default -> tellOther(head, writer);
        }
    }

    private static void tellInteger(long value, ValueWriter writer) {
        if (value >>> 16 == 0) {
            writer.integer(value, value >>> 8 == 0 ? IntType.U8 : IntType.U16);
        } else {
            writer.integer(value, value >>> 32 == 0 ? IntType.U32 : IntType.U64);
        }
    }

    private void tellBytes(int info, ValueWriter writer) {
        if (indefinite(info)) {
            byte[] all = chunks(Major.BYTES);
            writer.binary(all, 0, all.length);
        } else {
            int start = step(argument(info));
            writer.binary(buf, start, pos);
        }
    }

    private void tellOther(int head, ValueWriter writer) {
        if (head == (Major.SIMPLE << 5 | Major.EIGHT)) {
            writer.float64(Double.longBitsToDouble(i64()));
        } else {
            pos--;
            writer.value(next());
        }
    }

    @Override
    protected int text() {
        if (pos == to) {
            return -1;
        }
        int head = buf[pos] & 0xFF;
        int info = head & 0x1F;
        if (head >> 5 != Major.TEXT || indefinite(info)) {
            return -1;
        }
        pos++;
        return step(argument(info));
    }

    @Override
    protected @Nullable String pieces() {
        if (pos == to || (buf[pos] & 0xFF) != (Major.TEXT << 5 | Major.INDEFINITE)) {
            return null;
        }
        pos++;
        return textOf(chunks(Major.TEXT));
    }

    @Override
    protected int openMap() {
        if (pos == to || (buf[pos] & 0xFF) >> 5 != Major.MAP) {
            return NO_MAP;
        }
        return size(u8() & 0x1F, 2);
    }

    /** A tag that only says that this is CBOR. */
    @Override
    protected void prefix() {
        int length = SELF_DESCRIBED.length;
        while (to - pos >= length && Arrays.equals(SELF_DESCRIBED, 0, length, buf, pos, pos + length)) {
            pos += length;
        }
    }
}
