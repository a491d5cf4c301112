package dev.wharf.protobuf;

import dev.wharf.protobuf.FieldType.Wire;
import dev.wharf.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field of a message, with all that reading and writing asks of it. Immutable. */
final class ProtobufField {
    private static final Value EMPTY_ARRAY = Value.Array.of();
    private static final Value EMPTY_MAP = new Value.MapOf(Map.of());

    /** What a text says of a field, and what follows from it for this language and its options. */
    record Traits(
            FieldType type,
            boolean repeated,
            boolean required,
            boolean presence,
            boolean packed,
            boolean map,
            int oneof) {}

    private final ProtoTree.Field tree;
    private final Traits traits;
    private final FieldType type;
    private final int number;
    private final int index;
    private final boolean repeated;
    private final int tag;
    private final int packedTag;
    private final int wire;
    private final boolean packable;
    private final @Nullable ProtobufMessage message;
    private final @Nullable ProtobufEnum enumeration;
    private final WellKnown wellKnown;
    private final Value absent;
    private final String jsonName;

    ProtobufField(
            ProtoTree.Field tree,
            int index,
            Traits traits,
            @Nullable ProtobufMessage message,
            @Nullable ProtobufEnum enumeration) {
        this.tree = tree;
        this.traits = traits;
        this.type = traits.type;
        this.number = tree.number();
        this.index = index;
        this.repeated = traits.repeated;
        this.wire = type.wire();
        this.tag = number << 3 | wire;
        this.packedTag = number << 3 | Wire.BYTES;
        this.packable = repeated && type.packable();
        this.message = message;
        this.enumeration = enumeration;
        this.wellKnown = message == null || type == FieldType.GROUP ? WellKnown.NONE : message.wellKnown();
        this.absent = absent(traits, enumeration);
        this.jsonName = JsonNames.of(tree);
    }

    private static Value absent(Traits traits, @Nullable ProtobufEnum enumeration) {
        if (traits.map) {
            return EMPTY_MAP;
        }
        if (traits.repeated) {
            return EMPTY_ARRAY;
        }
        if (traits.presence || traits.required) {
            return Value.ABSENT;
        }
        return switch (traits.type) {
            case DOUBLE -> new Value.Float64(0);
            case FLOAT -> new Value.Float32(0);
            case INT32, SINT32, SFIXED32 -> Ints.i32(0);
            case UINT32, FIXED32 -> Ints.u32(0);
            case INT64, SINT64, SFIXED64 -> Ints.i64(0);
            case UINT64, FIXED64 -> Ints.u64(0);
            case BOOL -> Value.Bool.FALSE;
            case STRING -> new Value.Text("");
            case BYTES -> new Value.Binary(new byte[0]);
            case ENUM -> enumeration == null ? Value.ABSENT : enumeration.first();
            case GROUP, MESSAGE -> Value.ABSENT;
        };
    }

    ProtoTree.Field tree() {
        return tree;
    }

    String name() {
        return tree.name();
    }

    String jsonName() {
        return jsonName;
    }

    int number() {
        return number;
    }

    /** Its place in the message, in the order of the text. */
    int index() {
        return index;
    }

    FieldType type() {
        return type;
    }

    /** Whether there can be many; also true for a map. */
    boolean repeated() {
        return repeated;
    }

    boolean map() {
        return traits.map;
    }

    boolean required() {
        return traits.required;
    }

    /** Whether being absent differs from having the default. */
    boolean presence() {
        return traits.presence;
    }

    /** Whether it is written with one tag for all its values. */
    boolean packed() {
        return traits.packed;
    }

    /** The place of its {@code oneof} in the message, or -1. */
    int oneof() {
        return traits.oneof;
    }

    /** The tag before one value. */
    int tag() {
        return tag;
    }

    int packedTag() {
        return packedTag;
    }

    int endTag() {
        return number << 3 | Wire.END_GROUP;
    }

    /** Whether a value can stand in this form; in any other the field counts as unknown. */
    boolean takes(int wireType) {
        return wireType == wire || (packable && wireType == Wire.BYTES);
    }

    boolean packable() {
        return packable;
    }

    WellKnown wellKnown() {
        return wellKnown;
    }

    /** What a record has that does not show the field. */
    Value absent() {
        return absent;
    }

    /** The type of a message, or of the entries of a map. */
    ProtobufMessage message() {
        if (message == null) {
            throw new IllegalStateException("the field " + name() + " holds no messages");
        }
        return message;
    }

    ProtobufEnum enumeration() {
        if (enumeration == null) {
            throw new IllegalStateException("the field " + name() + " holds no symbols");
        }
        return enumeration;
    }
}
