package dev.wharf.cbor;

/** The major types: the upper three bits of the first byte. The lower five are a small argument, or say where it is. */
final class Major {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    /** In the lower five bits: the argument is in the next byte, in the next two, four, or eight. */
    static final int ONE = 24;

    static final int TWO = 25;
    static final int FOUR = 26;
    static final int EIGHT = 27;

    /** In the lower five bits: no length is given, a break ends it. */
    static final int INDEFINITE = 31;

    static final int BREAK = 0xFF;

    /** Of the major type 7, in the lower five bits. */
    static final int FALSE = 20;

    static final int TRUE = 21;
    static final int NULL = 22;
    static final int UNDEFINED = 23;

    private Major() {}
}
