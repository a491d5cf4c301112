package dev.wharf.avro;

import org.jspecify.annotations.Nullable;

/** A value that has no parts. */
final class Scalar extends Node {
    /** How it is written: {@link Op#NULL} to {@link Op#FIXED}. */
    final int wire;

    /** Length of a fixed in bytes. */
    final int size;

    /** What its logical type says. */
    final Logical logical;

    Scalar(int op, String type, int wire, int size, @Nullable Logical logical) {
        super(op, type);
        this.wire = wire;
        this.size = size;
        this.logical = logical == null ? Logical.NONE : logical;
    }

    /** The integer as it was written. */
    long readInteger(Cursor in) {
        return wire == Op.INT ? in.readInt() : in.readLong();
    }

    /** How many bytes follow; so many are there. */
    int readLength(Cursor in) {
        if (wire != Op.FIXED) {
            return in.readLength();
        }
        in.pos = in.take(size, "a fixed"); // they are there, and we are at their beginning again
        return size;
    }
}
