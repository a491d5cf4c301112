package dev.wharf.protobuf;

/**
 * How strictly records are written and passed on to other formats.
 *
 * @param lenient whether fields that the message has not are left out when a value is encoded, and null is taken for
 *     the default of a field that cannot be absent; otherwise both are refused
 * @param dropUnknown whether fields of a record that the schema does not know are left out without a word where it
 *     becomes something else: another format, or a value; otherwise that is refused. A record that stays Protobuf of
 *     the same message keeps them in either case
 */
public record ProtobufOptions(boolean lenient, boolean dropUnknown) {
    /** Strict when encoding; unknown fields are dropped where there is no place for them. */
    public static final ProtobufOptions DEFAULT = new ProtobufOptions(false, true);
}
