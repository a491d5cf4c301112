package dev.wharf.arrow;

import dev.wharf.payload.Utf8;

/**
 * Reads a flatbuffer, in which Arrow describes its schemas and batches. Every offset and length is checked before it is
 * followed: what points outside is an {@link ArrowFlaw}. Positions count from the start of the array; 0 stands for what
 * is not there.
 */
final class Flat {
    private final byte[] buf;
    private final int from;
    private final int to;

    /** The flatbuffer between the two positions. */
    Flat(byte[] buf, int from, int to) {
        this.buf = buf;
        this.from = from;
        this.to = to;
    }

    byte[] buf() {
        return buf;
    }

    int from() {
        return from;
    }

    int size() {
        return to - from;
    }

    /** The outermost table. */
    int root() {
        return follow(from);
    }

    /** Where the field of the table stands, or 0. */
    int field(int table, int id) {
        long vtable = (long) table - rawI32(table);
        need(vtable, 4, table);
        int slot = 4 + 2 * id;
        if (slot + 2 > u16((int) vtable)) {
            return 0;
        }
        int offset = u16((int) vtable + slot);
        return offset == 0 ? 0 : table + offset;
    }

    long i64(int table, int id) {
        int at = field(table, id);
        return at == 0 ? 0 : rawI64(at);
    }

    int i32(int table, int id, int otherwise) {
        int at = field(table, id);
        return at == 0 ? otherwise : rawI32(at);
    }

    int i16(int table, int id, int otherwise) {
        int at = field(table, id);
        if (at == 0) {
            return otherwise;
        }
        need(at, 2, at);
        return LittleEndian.i16(buf, at);
    }

    int i8(int table, int id, int otherwise) {
        int at = field(table, id);
        if (at == 0) {
            return otherwise;
        }
        need(at, 1, at);
        return buf[at];
    }

    boolean bool(int table, int id) {
        return i8(table, id, 0) != 0;
    }

    /** What a field of the table points to: another table, a vector, or a string; 0 if it is not there. */
    int reference(int table, int id) {
        int at = field(table, id);
        return at == 0 ? 0 : follow(at);
    }

    /** The vector that a field of the table points to, with room for its elements checked; 0 if it is not there. */
    int vector(int table, int id, int elementBytes) {
        int vector = reference(table, id);
        if (vector != 0) {
            long count = rawI32(vector);
            if (count < 0 || count * elementBytes > to - 4L - vector) {
                throw new ArrowFlaw("the metadata has a vector longer than itself", vector);
            }
        }
        return vector;
    }

    /** How many elements a vector has. */
    int count(int vector) {
        return vector == 0 ? 0 : LittleEndian.i32(buf, vector);
    }

    /** The table that an element of a vector of tables points to. */
    int tableAt(int vector, int index) {
        return follow(vector + 4 + 4 * index);
    }

    /** The text that a field of the table points to; empty if it is not there. */
    String text(int table, int id) {
        int vector = vector(table, id, 1);
        int start = vector + 4;
        int end = start + count(vector);
        if (vector != 0 && Utf8.firstFlaw(buf, start, end) >= 0) {
            throw new ArrowFlaw("a text in the metadata is not UTF-8", vector);
        }
        return vector == 0 ? "" : Utf8.decode(buf, start, end);
    }

    /** A number inside a vector whose length was checked. */
    long elementI64(int at) {
        return LittleEndian.i64(buf, at);
    }

    /** The same with four bytes. */
    int elementI32(int at) {
        return LittleEndian.i32(buf, at);
    }

    private int follow(int at) {
        long target = at + (rawI32(at) & 0xFFFF_FFFFL);
        need(target, 4, at);
        return (int) target;
    }

    private int u16(int at) {
        need(at, 2, at);
        return LittleEndian.i16(buf, at) & 0xFFFF;
    }

    private int rawI32(int at) {
        need(at, 4, at);
        return LittleEndian.i32(buf, at);
    }

    private long rawI64(int at) {
        need(at, 8, at);
        return LittleEndian.i64(buf, at);
    }

    private void need(long at, int bytes, int shown) {
        if (at < from || at > (long) to - bytes) {
            throw new ArrowFlaw("the metadata points outside itself", Math.min(shown, to));
        }
    }
}
