package dev.wharf.msgpack;

import static dev.wharf.msgpack.Forms.*;

import dev.wharf.packed.PackedReader;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import org.jspecify.annotations.Nullable;

/** Reads MessagePack. For one thread. */
final class MsgpackReader extends PackedReader {

    MsgpackReader(MsgpackCodec codec, byte[] buf, int from, int to) {
        super(codec, buf, from, to);
    }

    @Override
    protected Value next() {
        int head = u8();
        if (head < FIXMAP || head > 0xDF) {
            return small((byte) head);
        }
        return switch (head & 0xF0) {
            case FIXMAP -> map(count(head & 0xF, 2));
            case FIXARRAY -> array(count(head & 0xF, 1));
            case FIXSTR, FIXSTR + 0x10 -> new Value.Text(string(head & 0x1F));
            default -> other(head);
        };
    }

    private Value other(int head) {
        return switch (head) {
            case NIL -> Value.NULL;
            case FALSE -> Value.Bool.FALSE;
            case TRUE -> Value.Bool.TRUE;
            case BIN8, BIN16, BIN32 -> new Value.Binary(bytes(length(head - BIN8)));
            case EXT8, EXT16, EXT32 -> extension(length(head - EXT8));
            case FLOAT32 -> new Value.Float32(Float.intBitsToFloat(i32()));
            case FLOAT64 -> new Value.Float64(Double.longBitsToDouble(i64()));
            case UINT8, UINT16, UINT32, UINT64 -> integer(unsigned(head), true);
            case INT8, INT16, INT32, INT64 -> integer(signed(head), false);
            case FIXEXT1, FIXEXT2, FIXEXT4, FIXEXT8, FIXEXT16 -> extension(1L << (head - FIXEXT1));
            case STR8, STR16, STR32 -> new Value.Text(string(length(head - STR8)));
            case ARRAY16, ARRAY32 -> array(count(length(head - ARRAY16 + 1), 1));
            case MAP16, MAP32 -> map(count(length(head - MAP16 + 1), 2));
            default -> throw neverUsed();
        };
    }

    /** A length or count of one, two or four bytes. */
    private long length(int width) {
        return switch (width) {
            case 0 -> u8();
            case 1 -> u16();
            default -> u32();
        };
    }

    private long unsigned(int head) {
        return head == UINT64 ? i64() : length(head - UINT8);
    }

    private long signed(int head) {
        return switch (head) {
            case INT8 -> (byte) u8();
            case INT16 -> (short) u16();
            case INT32 -> i32();
            default -> i64();
        };
    }

    private Value extension(long length) {
        byte type = (byte) u8();
        if (type == TIMESTAMP) {
            need(length);
            Value time = Timestamps.read(buf, pos, length);
            if (time != null) {
                pos += (int) length;
                return time;
            }
        }
        return new Value.Tagged(branchOf(type), new Value.Binary(bytes(length)));
    }

    @Override
    protected void skip() {
        int head = u8();
        if (head < FIXMAP || head > 0xDF) {
            return;
        }
        switch (head & 0xF0) {
            case FIXMAP -> skipMap(count(head & 0xF, 2));
            case FIXARRAY -> skipArray(count(head & 0xF, 1));
            case FIXSTR, FIXSTR + 0x10 -> skipText(head & 0x1F);
            default -> skipOther(head);
        }
    }

    private void skipOther(int head) {
        switch (head) {
            case NIL, FALSE, TRUE -> {}
            case BIN8, BIN16, BIN32 -> pass(length(head - BIN8));
            case EXT8, EXT16, EXT32 -> pass(length(head - EXT8) + 1);
            case UINT8, INT8 -> pass(1);
            case UINT16, INT16 -> pass(2);
            case FLOAT32, UINT32, INT32 -> pass(4);
            case FLOAT64, UINT64, INT64 -> pass(8);
            case FIXEXT1, FIXEXT2, FIXEXT4, FIXEXT8, FIXEXT16 -> pass((1L << (head - FIXEXT1)) + 1);
            case STR8, STR16, STR32 -> skipText(length(head - STR8));
            case ARRAY16, ARRAY32 -> skipArray(count(length(head - ARRAY16 + 1), 1));
            case MAP16, MAP32 -> skipMap(count(length(head - MAP16 + 1), 2));
            default -> throw neverUsed();
        }
    }

    private void pass(long bytes) {
        var unused = step(bytes);
    }

    private void skipText(long length) {
        int start = step(length);
        checkUtf8(start, pos);
    }

    @Override
    protected void tell(ValueWriter writer) {
        int start = text();
        if (start >= 0) {
            writer.text(buf, start, pos);
            return;
        }
        int head = u8();
        switch (head) {
            case BIN8, BIN16, BIN32 -> {
                int bytes = step(length(head - BIN8));
                writer.binary(buf, bytes, pos);
            }
            case FLOAT32 -> writer.float32(Float.intBitsToFloat(i32()));
            case FLOAT64 -> writer.float64(Double.longBitsToDouble(i64()));
            case UINT8, UINT16, UINT32, UINT64 -> tellInteger(unsigned(head), true, writer);
            case INT8, INT16, INT32, INT64 -> tellInteger(signed(head), false, writer);
            case ARRAY16, ARRAY32 -> tellArray(count(length(head - ARRAY16 + 1), 1), writer);
            case MAP16, MAP32 -> tellRow(count(length(head - MAP16 + 1), 2), writer);
            default -> tellShort(head, writer);
        }
    }

    private static void tellInteger(long value, boolean unsigned, ValueWriter writer) {
        writer.integer(value, type(value, unsigned));
    }

    private void tellShort(int head, ValueWriter writer) {
        switch (head & 0xF0) {
            case FIXMAP -> tellRow(head & 0xF, writer);
            case FIXARRAY -> tellArray(head & 0xF, writer);
            default -> {
                pos--;
                writer.value(next());
            }
        }
    }

    @Override
    protected int text() {
        if (pos == to) {
            return -1;
        }
        int head = buf[pos] & 0xFF;
        if ((head & 0xE0) == FIXSTR) {
            pos++;
            return step(head & 0x1F);
        }
        if (head < STR8 || head > STR32) {
            return -1;
        }
        pos++;
        return step(length(head - STR8));
    }

    @Override
    protected @Nullable String pieces() {
        return null;
    }

    @Override
    protected int openMap() {
        int head = pos == to ? NIL : buf[pos] & 0xFF;
        if ((head & 0xF0) == FIXMAP) {
            pos++;
            return count(head & 0xF, 2);
        }
        if (head != MAP16 && head != MAP32) {
            return NO_MAP;
        }
        pos++;
        return count(length(head - MAP16 + 1), 2);
    }

    private RuntimeException neverUsed() {
        return flawBefore("the byte 0xc1 begins no value");
    }
}
