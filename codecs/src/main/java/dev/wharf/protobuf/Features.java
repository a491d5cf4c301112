package dev.wharf.protobuf;

import dev.wharf.protobuf.ProtoTree.Option;
import dev.wharf.protobuf.ProtoTree.Place;
import dev.wharf.protobuf.ProtoTree.Syntax;
import java.util.List;

/**
 * In what the languages differ as far as records are concerned; editions set each of these for a file, and for what
 * is in it.
 *
 * @param closedEnums whether a number that has no name is no value
 * @param packed whether numbers of a repeated field share one tag
 * @param delimited whether messages are written as groups
 */
record Features(Presence presence, boolean closedEnums, boolean packed, boolean delimited) {

    /** What it means that a field is not there. */
    enum Presence {
        EXPLICIT,
        IMPLICIT,
        LEGACY_REQUIRED
    }

    static Features of(Syntax syntax) {
        return switch (syntax) {
            case PROTO2 -> new Features(Presence.EXPLICIT, true, false, false);
            case PROTO3 -> new Features(Presence.IMPLICIT, false, true, false);
            case EDITION_2023 -> new Features(Presence.EXPLICIT, false, true, false);
        };
    }

    /** These, with what the options of a part say. */
    Features with(List<Option> options, Place place) {
        Features features = this;
        for (Option option : options) {
            if (option.name().equals("features")) {
                throw ProtoLexer.error(place, "write features one by one, such as features.field_presence = IMPLICIT");
            }
            if (option.name().startsWith("features.")) {
                features = features.with(option.name().substring("features.".length()), option.value(), place);
            }
        }
        return features;
    }

    private Features with(String feature, String value, Place place) {
        return switch (feature) {
            case "field_presence" -> new Features(presence(value, place), closedEnums, packed, delimited);
            case "enum_type" -> new Features(presence, is("CLOSED", "OPEN", value, place), packed, delimited);
            case "repeated_field_encoding" ->
                new Features(presence, closedEnums, is("PACKED", "EXPANDED", value, place), delimited);
            case "message_encoding" ->
                new Features(presence, closedEnums, packed, is("DELIMITED", "LENGTH_PREFIXED", value, place));
            // Text is checked to be UTF-8 in any case, and Protobuf's own JSON is not written here.
            case "utf8_validation", "json_format", "enforce_naming_style", "default_symbol_visibility" -> this;
            default -> {
                if (feature.startsWith("(")) {
                    yield this; // those of languages that code is generated for
                }
                throw ProtoLexer.error(place, "edition 2023 has no feature " + feature);
            }
        };
    }

    private static Presence presence(String value, Place place) {
        return switch (value) {
            case "EXPLICIT" -> Presence.EXPLICIT;
            case "IMPLICIT" -> Presence.IMPLICIT;
            case "LEGACY_REQUIRED" -> Presence.LEGACY_REQUIRED;
            default ->
                throw ProtoLexer.error(place, "features.field_presence is EXPLICIT, IMPLICIT or LEGACY_REQUIRED");
        };
    }

    private static boolean is(String yes, String no, String value, Place place) {
        if (!value.equals(yes) && !value.equals(no)) {
            throw ProtoLexer.error(place, "the feature is " + yes + " or " + no + ", and not " + value);
        }
        return value.equals(yes);
    }
}
