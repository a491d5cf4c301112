package dev.wharf.protobuf;

import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;

/** Integers as values; those of one byte are there already, so that a payload of many does not become huge. */
final class Ints {
    private static final int KNOWN = 128;
    private static final Value.Int[] I32 = known(IntType.I32);
    private static final Value.Int[] U32 = known(IntType.U32);
    private static final Value.Int[] I64 = known(IntType.I64);
    private static final Value.Int[] U64 = known(IntType.U64);

    private Ints() {}

    static Value.Int i32(int value) {
        return value >= 0 && value < KNOWN ? I32[value] : new Value.Int(value, IntType.I32);
    }

    static Value.Int u32(int bits) {
        return bits >= 0 && bits < KNOWN ? U32[bits] : new Value.Int(bits & 0xFFFFFFFFL, IntType.U32);
    }

    static Value.Int i64(long value) {
        return value >= 0 && value < KNOWN ? I64[(int) value] : new Value.Int(value, IntType.I64);
    }

    static Value.Int u64(long bits) {
        return bits >= 0 && bits < KNOWN ? U64[(int) bits] : new Value.Int(bits, IntType.U64);
    }

    private static Value.Int[] known(IntType type) {
        Value.Int[] known = new Value.Int[KNOWN];
        for (int i = 0; i < KNOWN; i++) {
            known[i] = new Value.Int(i, type);
        }
        return known;
    }
}
