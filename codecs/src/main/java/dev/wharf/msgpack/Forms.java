package dev.wharf.msgpack;

import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import org.jspecify.annotations.Nullable;

/** The bytes that formats begin with, and which of them a value has. */
final class Forms {
    static final int FIXMAP = 0x80;
    static final int FIXARRAY = 0x90;
    static final int FIXSTR = 0xA0;
    static final int NIL = 0xC0;
    static final int NEVER_USED = 0xC1;
    static final int FALSE = 0xC2;
    static final int TRUE = 0xC3;
    static final int BIN8 = 0xC4;
    static final int BIN16 = 0xC5;
    static final int BIN32 = 0xC6;
    static final int EXT8 = 0xC7;
    static final int EXT16 = 0xC8;
    static final int EXT32 = 0xC9;
    static final int FLOAT32 = 0xCA;
    static final int FLOAT64 = 0xCB;
    static final int UINT8 = 0xCC;
    static final int UINT16 = 0xCD;
    static final int UINT32 = 0xCE;
    static final int UINT64 = 0xCF;
    static final int INT8 = 0xD0;
    static final int INT16 = 0xD1;
    static final int INT32 = 0xD2;
    static final int INT64 = 0xD3;
    static final int FIXEXT1 = 0xD4;
    static final int FIXEXT2 = 0xD5;
    static final int FIXEXT4 = 0xD6;
    static final int FIXEXT8 = 0xD7;
    static final int FIXEXT16 = 0xD8;
    static final int STR8 = 0xD9;
    static final int STR16 = 0xDA;
    static final int STR32 = 0xDB;
    static final int ARRAY16 = 0xDC;
    static final int ARRAY32 = 0xDD;
    static final int MAP16 = 0xDE;
    static final int MAP32 = 0xDF;

    /** The type of an extension that is a timestamp. */
    static final int TIMESTAMP = -1;

    static final String EXT = "ext:";

    private static final int LEAST_SMALL = -32;
    private static final Value.Int[] SMALL = new Value.Int[128 - LEAST_SMALL];
    private static final String[] BRANCHES = new String[256];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = new Value.Int(i + LEAST_SMALL, IntType.I8);
        }
        for (int i = 0; i < BRANCHES.length; i++) {
            BRANCHES[i] = EXT + (i - 128);
        }
    }

    private Forms() {}

    /** An integer that is its own first byte. */
    static Value.Int small(int value) {
        return SMALL[value - LEAST_SMALL];
    }

    static Value.Int integer(long value, boolean unsigned) {
        boolean small = value >= LEAST_SMALL && value < 128 && !(unsigned && value < 0);
        return small ? small((int) value) : new Value.Int(value, type(value, unsigned));
    }

    /** Whose form is the shortest for the number; where two are, the one of that sign. */
    static IntType type(long value, boolean unsigned) {
        if (value < 0 && !unsigned) {
            return negative(value);
        }
        if (value >>> 7 == 0) {
            return IntType.I8;
        }
        if (value >>> 8 == 0) {
            return IntType.U8;
        }
        if (value >>> 16 == 0) {
            return unsigned || value >>> 15 != 0 ? IntType.U16 : IntType.I16;
        }
        if (value >>> 32 == 0) {
            return unsigned || value >>> 31 != 0 ? IntType.U32 : IntType.I32;
        }
        return unsigned ? IntType.U64 : IntType.I64;
    }

    private static IntType negative(long value) {
        if (value >= Byte.MIN_VALUE) {
            return IntType.I8;
        }
        if (value >= Short.MIN_VALUE) {
            return IntType.I16;
        }
        return value >= Integer.MIN_VALUE ? IntType.I32 : IntType.I64;
    }

    /** Whether the number is to be taken as one without a sign. */
    static boolean unsigned(long value, IntType type) {
        return switch (type) {
            case U64 -> true;
            case U8, U16, U32 -> value >= 0;
            case I8, I16, I32, I64 -> false;
        };
    }

    static String branchOf(byte extension) {
        return BRANCHES[extension + 128];
    }

    /** The type of the extension that the branch stands for; null for a branch of something else. */
    static @Nullable Byte extension(String branch) {
        if (!branch.startsWith(EXT) || branch.length() > EXT.length() + 4) {
            return null;
        }
        for (int i = 0; i < BRANCHES.length; i++) {
            if (BRANCHES[i].equals(branch)) {
                return (byte) (i - 128);
            }
        }
        return null;
    }
}
