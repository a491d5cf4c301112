package dev.wharf.protobuf;

import dev.wharf.protobuf.FieldType.Wire;

/**
 * Checks a record to its last byte without making values of it, notes where the wanted fields are, and whether the
 * whole stands in the order of the schema, so that it can be told from its bytes. For one thread.
 */
final class WireChecker extends ProtobufReader {
    private static final int[] NO_SLOTS = {};
    private static final int NO_FIELD = -1;

    private final int offset;
    private final int[] index;

    private boolean orderly = true;
    private boolean unknown;

    /** @param index start and end of each wanted field, counted from {@code offset}; filled by this */
    WireChecker(byte[] buf, int offset, int size, int maxDepth, int[] index) {
        super(buf, offset, size, maxDepth);
        this.offset = offset;
        this.index = index;
    }

    /**
     * Whether in every message the fields stand in the order of the text, none of them twice, and the values of
     * repeated fields side by side.
     */
    boolean orderly() {
        return orderly;
    }

    /** Whether there is anything that the schema does not know. */
    boolean unknown() {
        return unknown;
    }

    /** @param slots by the index of a field, its slot in the index of wanted fields, or -1 */
    void check(ProtobufMessage message, int end, int[] slots) {
        message(message, end, 0, 1, slots);
    }

    private void message(ProtobufMessage message, int end, int endTag, int depth, int[] slots) {
        enter(message, depth);
        int last = NO_FIELD;
        int lastOnce = NO_FIELD;
        long oneofs = 0;
        while (pos < end) {
            int start = pos;
            int tag = tag(end);
            ProtobufField field = message.numbered(tag >>> 3);
            if (field == null || !field.takes(tag & 7)) {
                if (tag == endTag) {
                    return;
                }
                skip(tag, end, depth);
                unknown = true;
                lastOnce = last; // what comes behind does not stand side by side with what came before
            } else if (!value(field, tag, end, depth)) {
                unknown = true;
                orderly = false;
            } else {
                orderly &= field.index() > lastOnce && field.index() >= last;
                last = field.index();
                lastOnce = field.repeated() ? last - 1 : last;
                if (field.oneof() >= 0) {
                    orderly &= (oneofs & 1L << field.oneof()) == 0;
                    oneofs |= 1L << field.oneof();
                }
                if (slots.length != 0) {
                    note(message, field, slots, start);
                }
            }
        }
        if (endTag != 0) {
            throw truncated();
        }
    }

    private void note(ProtobufMessage message, ProtobufField field, int[] slots, int start) {
        if (field.oneof() >= 0) {
            for (ProtobufField member : message.oneofs()[field.oneof()]) {
                int slot = slots[member.index()];
                if (member != field && slot >= 0) {
                    index[2 * slot + 1] = 0;
                }
            }
        }
        int slot = slots[field.index()];
        if (slot >= 0) {
            if (index[2 * slot + 1] == 0) {
                index[2 * slot] = start - offset;
            }
            index[2 * slot + 1] = pos - offset;
        }
    }

    /** Whether it is a value of the field: not a number that a closed enumeration does not know. */
    private boolean value(ProtobufField field, int tag, int end, int depth) {
        if ((tag & 7) == Wire.BYTES && field.packable()) {
            packed(field, limit(end));
            return true;
        }
        switch (field.type()) {
            case STRING -> {
                int length = length(end);
                int from = advance(length, end);
                checkUtf8(from, pos);
            }
            case BYTES -> pos = limit(end);
            case MESSAGE -> nested(field, limit(end), depth + 1);
            case GROUP -> message(field.message(), end, field.endTag(), depth + 1, NO_SLOTS);
            case ENUM -> {
                return field.enumeration().takes((int) varint(end));
            }
            case INT32, INT64, UINT32, UINT64, SINT32, SINT64, BOOL -> {
                long unused = varint(end);
            }
            case FIXED32, SFIXED32, FLOAT -> {
                int unused = advance(Integer.BYTES, end);
            }
            case FIXED64, SFIXED64, DOUBLE -> {
                int unused = advance(Long.BYTES, end);
            }
        }
        return true;
    }

    private void nested(ProtobufField field, int to, int depth) {
        switch (field.wellKnown()) {
            case TIMESTAMP, DURATION -> {
                enter(field.message(), depth);
                var unused = time(field.wellKnown(), to, depth);
            }
            case NONE, WRAPPER, STRUCT, VALUE, LIST_VALUE -> message(field.message(), to, 0, depth, NO_SLOTS);
        }
    }

    private void packed(ProtobufField field, int to) {
        switch (field.type().wire()) {
            case Wire.FIXED32 -> fixed(Integer.BYTES, to);
            case Wire.FIXED64 -> fixed(Long.BYTES, to);
            default -> {
                boolean symbols = field.type() == FieldType.ENUM;
                while (pos < to) {
                    int number = (int) varint(to);
                    if (symbols && !field.enumeration().takes(number)) {
                        unknown = true;
                        orderly = false;
                    }
                }
            }
        }
    }

    private void fixed(int width, int to) {
        if ((to - pos) % width != 0) {
            throw flaw("packed numbers of " + width + " bytes do not fill their length");
        }
        pos = to;
    }
}
