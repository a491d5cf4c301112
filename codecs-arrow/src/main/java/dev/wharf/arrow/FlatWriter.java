package dev.wharf.arrow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a flatbuffer from the front to the back: what is pointed to always stands behind what points to it, so each
 * part is told at which place the offset to it belongs. For one thread.
 */
final class FlatWriter {
    private byte[] buf = new byte[512];
    private int length = 4; // the offset of the root stands at 0

    /** The place that points to the root. */
    static final int ROOT = 0;

    /**
     * A table whose field of index i takes {@code sizes[i]} bytes (1, 2, 4 or 8; 0 where it is left out). All are zero
     * at first.
     */
    int table(int pointer, int... sizes) {
        int vtable = room(2 * (2 + sizes.length), 2);
        int table = vtable + 4 + 2 * sizes.length;
        table += -(table + 4) & 7; // so that the widest fields, which come first, stand on multiples of eight
        int end = table + 4;
        for (int width = 8; width > 0; width /= 2) {
            for (int i = 0; i < sizes.length; i++) {
                if (sizes[i] == width) {
                    LittleEndian.setI16(buf, vtable + 4 + 2 * i, end - table);
                    end += width;
                }
            }
        }
        room(end - length, 1);
        LittleEndian.setI16(buf, vtable, 4 + 2 * sizes.length);
        LittleEndian.setI16(buf, vtable + 2, end - table);
        LittleEndian.setI32(buf, table, table - vtable);
        point(pointer, table);
        return table;
    }

    /** Where the field of the table stands. */
    int field(int table, int id) {
        int vtable = table - LittleEndian.i32(buf, table);
        return table + (LittleEndian.i16(buf, vtable + 4 + 2 * id) & 0xFFFF);
    }

    /** A vector of zeros; gives where its first element stands. */
    int vector(int pointer, int count, int elementBytes) {
        int align = Math.min(elementBytes, 8);
        length += -(length + 4) & (Math.max(align, 4) - 1);
        int vector = room(4 + count * elementBytes, 1);
        LittleEndian.setI32(buf, vector, count);
        point(pointer, vector);
        return vector + 4;
    }

    void text(int pointer, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int start = vector(pointer, utf8.length, 1);
        System.arraycopy(utf8, 0, buf, start, utf8.length);
        length++; // a zero stands behind it
    }

    void i64(int at, long value) {
        LittleEndian.setI64(buf, at, value);
    }

    void i32(int at, int value) {
        LittleEndian.setI32(buf, at, value);
    }

    void i16(int at, int value) {
        LittleEndian.setI16(buf, at, value);
    }

    void i8(int at, int value) {
        buf[at] = (byte) value;
    }

    /** The whole, padded with zeros to a multiple of eight. */
    byte[] toByteArray() {
        int padded = length + LittleEndian.padding(length);
        return Arrays.copyOf(buf, padded);
    }

    private void point(int pointer, int target) {
        LittleEndian.setI32(buf, pointer, target - pointer);
    }

    /** The start of so many zeros. */
    private int room(int count, int align) {
        int start = length + (-length & (align - 1));
        length = start + count;
        if (length + 16 > buf.length) {
            buf = Arrays.copyOf(buf, Math.max(length + 16, 2 * buf.length));
        }
        return start;
    }
}
