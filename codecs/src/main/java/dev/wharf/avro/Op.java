package dev.wharf.avro;

/** What is done at one place of a schema. Numbers, so that the loops over them are one jump table. */
final class Op {
    static final int NULL = 0;
    static final int BOOLEAN = 1;
    static final int INT = 2;
    static final int LONG = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int BYTES = 6;
    static final int STRING = 7;
    static final int FIXED = 8;
    static final int ENUM = 9;
    static final int RECORD = 10;
    static final int ARRAY = 11;
    static final int MAP = 12;
    static final int UNION = 13;

    /** A value that is the branch of a union of several. */
    static final int TAG = 14;

    /** What was written here cannot be read by the reader's schema. */
    static final int IMPOSSIBLE = 15;

    /** An int that is read as a long. */
    static final int AS_LONG = 16;

    /** An int or a long that is read as a float. */
    static final int AS_FLOAT = 17;

    /** An int, a long or a float that is read as a double. */
    static final int AS_DOUBLE = 18;

    static final int DECIMAL = 19;
    static final int BIG_DECIMAL = 20;
    static final int UUID = 21;
    static final int DURATION = 22;
    static final int DATE = 23;
    static final int TIME = 24;
    static final int TIMESTAMP = 25;
    static final int LOCAL_TIMESTAMP = 26;

    private Op() {}
}
