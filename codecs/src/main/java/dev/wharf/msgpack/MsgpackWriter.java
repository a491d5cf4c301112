package dev.wharf.msgpack;

import static dev.wharf.msgpack.Forms.*;

import dev.wharf.error.WharfException;
import dev.wharf.packed.PackedWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Writes MessagePack. For one thread. */
final class MsgpackWriter extends PackedWriter {

    /** The type of the extension that the next value is the bytes of. */
    private @Nullable Byte extension;

    MsgpackWriter(MsgpackCodec codec, ByteSink sink) {
        super(codec, sink);
    }

    @Override
    protected void begin() {
        if (extension != null) {
            throw refused("an extension of MessagePack (" + branchOf(extension) + ") holds bytes, and nothing else");
        }
        super.begin();
    }

    @Override
    public void nothing() {
        begin();
        sink.write(NIL);
    }

    @Override
    public void bool(boolean value) {
        begin();
        sink.write(value ? TRUE : FALSE);
    }

    @Override
    public void integer(long value, Value.IntType type) {
        begin();
        switch (type(value, unsigned(value, type))) {
            case I8 -> int8((int) value);
            case U8 -> form(UINT8, value, 1);
            case I16 -> form(INT16, value, 2);
            case U16 -> form(UINT16, value, 2);
            case I32 -> form(INT32, value, 4);
            case U32 -> form(UINT32, value, 4);
            case I64 -> form(INT64, value, 8);
            case U64 -> form(UINT64, value, 8);
        }
    }

    private void int8(int value) {
        if (value < -32) {
            sink.write(INT8);
        }
        sink.write(value);
    }

    @Override
    public void float32(float value) {
        begin();
        form(FLOAT32, Float.floatToRawIntBits(value), 4);
    }

    @Override
    public void float64(double value) {
        begin();
        form(FLOAT64, Double.doubleToRawLongBits(value), 8);
    }

    @Override
    protected void textHead(int length) {
        if (length < 32) {
            sink.write(FIXSTR | length);
        } else {
            lengthHead(STR8, length);
        }
    }

    /** The form with one, two or four bytes of length. */
    private void lengthHead(int form8, int length) {
        if (length < 1 << 8) {
            form(form8, length, 1);
        } else if (length < 1 << 16) {
            form(form8 + 1, length, 2);
        } else {
            form(form8 + 2, length, 4);
        }
    }

    @Override
    public void binary(byte[] bytes, int from, int to) {
        Byte type = extension;
        extension = null;
        begin();
        if (type == null) {
            lengthHead(BIN8, to - from);
        } else {
            extensionHead(type, to - from);
        }
        sink.write(bytes, from, to - from);
    }

    private void extensionHead(byte type, int length) {
        if (length > 0 && length <= 16 && Integer.bitCount(length) == 1) {
            sink.write(FIXEXT1 + Integer.numberOfTrailingZeros(length));
        } else {
            lengthHead(EXT8, length);
        }
        sink.write(type);
    }

    /** That of an extension is part of the value; any other is left out, as in JSON. */
    @Override
    public void branch(String name) {
        Byte type = extension(name);
        if (type != null) {
            if (extension != null) {
                begin(); // refuses it
            }
            extension = type;
        }
    }

    @Override
    protected int headLength(int size) {
        if (size < 16) {
            return 1;
        }
        return size < 1 << 16 ? 3 : 5;
    }

    @Override
    protected void putHead(byte[] buffer, int at, boolean map, int size) {
        if (size < 16) {
            buffer[at] = (byte) ((map ? FIXMAP : FIXARRAY) | size);
            return;
        }
        int bytes = headLength(size) - 1;
        buffer[at] = (byte) ((map ? MAP16 : ARRAY16) + (bytes == 4 ? 1 : 0));
        for (int i = 1; i <= bytes; i++) {
            buffer[at + i] = (byte) (size >>> (8 * (bytes - i)));
        }
    }

    /** Without a fraction an integer, else a double, where that is the very number. */
    @Override
    protected void decimal(Value.Decimal value) {
        BigDecimal whole = whole(value.value());
        if (whole == null) {
            float64(fraction(value));
            return;
        }
        BigInteger integer = whole.toBigInteger();
        if (integer.bitLength() < Long.SIZE) {
            integer(integer.longValue(), Value.IntType.I64);
        } else if (integer.bitLength() == Long.SIZE && integer.signum() > 0) {
            integer(integer.longValue(), Value.IntType.U64);
        } else {
            float64(fraction(value));
        }
    }

    /** The whole number that it is, if it is written without a fraction and has at most 20 digits. */
    private static @Nullable BigDecimal whole(BigDecimal value) {
        boolean small = value.scale() <= 0 && (long) value.precision() - value.scale() <= 20;
        return small ? value.setScale(0) : null;
    }

    /** What it is as a fraction in binary, if its digits come back from that. */
    private double fraction(Value.Decimal value) {
        try {
            return Exact.float64(value);
        } catch (WharfException e) {
            throw noForm(value, "it has more digits than a double keeps");
        }
    }

    @Override
    protected void date(LocalDate value) {
        text(value.toString());
    }

    @Override
    protected void timestamp(Value.Timestamp value) {
        begin();
        Timestamps.write(value.value(), sink);
    }
}
