package dev.wharf.protobuf;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types that a field can have, in the order of their numbers in descriptors, which begin with 1. */
enum FieldType {
    DOUBLE(Wire.FIXED64),
    FLOAT(Wire.FIXED32),
    INT64(Wire.VARINT),
    UINT64(Wire.VARINT),
    INT32(Wire.VARINT),
    FIXED64(Wire.FIXED64),
    FIXED32(Wire.FIXED32),
    BOOL(Wire.VARINT),
    STRING(Wire.BYTES),
    GROUP(Wire.START_GROUP),
    MESSAGE(Wire.BYTES),
    BYTES(Wire.BYTES),
    UINT32(Wire.VARINT),
    ENUM(Wire.VARINT),
    SFIXED32(Wire.FIXED32),
    SFIXED64(Wire.FIXED64),
    SINT32(Wire.VARINT),
    SINT64(Wire.VARINT);

    /** The forms in which a value can stand in a record. */
    static final class Wire {
        static final int VARINT = 0;
        static final int FIXED64 = 1;
        static final int BYTES = 2;
        static final int START_GROUP = 3;
        static final int END_GROUP = 4;
        static final int FIXED32 = 5;

        private Wire() {}
    }

    private static final FieldType[] BY_NUMBER = values();
    private static final Map<String, FieldType> SCALARS = scalars();

    private final int wire;

    FieldType(int wire) {
        this.wire = wire;
    }

    /** The form of one value. */
    int wire() {
        return wire;
    }

    /** Whether it is a number, so that many of them can stand behind one tag. */
    boolean packable() {
        return wire == Wire.VARINT || wire == Wire.FIXED32 || wire == Wire.FIXED64;
    }

    boolean isMessage() {
        return this == MESSAGE || this == GROUP;
    }

    /** The type of this number in a descriptor, or null. */
    static @Nullable FieldType numbered(long number) {
        return number >= 1 && number <= BY_NUMBER.length ? BY_NUMBER[(int) number - 1] : null;
    }

    /** The type of this name in a text, if it names a type that needs no definition. */
    static @Nullable FieldType scalar(String name) {
        return SCALARS.get(name);
    }

    /** Its name in a text. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, FieldType> scalars() {
        Map<String, FieldType> scalars = new HashMap<>();
        for (FieldType type : values()) {
            if (type != ENUM && !type.isMessage()) {
                scalars.put(type.word(), type);
            }
        }
        return Map.copyOf(scalars);
    }
}
