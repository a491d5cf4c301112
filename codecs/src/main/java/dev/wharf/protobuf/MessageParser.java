package dev.wharf.protobuf;

import dev.wharf.protobuf.ProtoTree.Enumeration;
import dev.wharf.protobuf.ProtoTree.Extend;
import dev.wharf.protobuf.ProtoTree.Field;
import dev.wharf.protobuf.ProtoTree.Message;
import dev.wharf.protobuf.ProtoTree.Oneof;
import dev.wharf.protobuf.ProtoTree.Option;
import dev.wharf.protobuf.ProtoTree.Place;
import dev.wharf.protobuf.ProtoTree.Range;
import dev.wharf.protobuf.ProtoTree.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a message, or an {@code extend}. For one of them. */
final class MessageParser {
    private static final int NO_ONEOF = -1;

    private final ProtoParser parser;
    private final ProtoLexer lexer;
    private final List<Field> fields = new ArrayList<>();
    private final List<Oneof> oneofs = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Enumeration> enums = new ArrayList<>();
    private final List<Extend> extend = new ArrayList<>();
    private final List<Range> extensions = new ArrayList<>();
    private final List<Range> reserved = new ArrayList<>();
    private final List<String> reservedNames = new ArrayList<>();
    private final List<Option> options = new ArrayList<>();

    MessageParser(ProtoParser parser) {
        this.parser = parser;
        this.lexer = parser.lexer();
    }

    /** @param depth how many messages are around it */
    Message message(int depth) {
        lexer.advance();
        Place place = lexer.place();
        return body(parser.name(), place, depth);
    }

    private Message body(String name, Place place, int depth) {
        if (depth >= ProtoParser.MOST_DEPTH) {
            throw ProtoLexer.error(place, "messages are nested deeper than " + ProtoParser.MOST_DEPTH);
        }
        parser.expect("{");
        while (!parser.acceptSign("}")) {
            statement(depth);
        }
        return new Message(
                name, fields, oneofs, messages, enums, extend, extensions, reserved, reservedNames, options, place);
    }

    private void statement(int depth) {
        if (parser.acceptSign(";")) {
            return;
        }
        switch (lexer.kind() == ProtoLexer.Kind.NAME ? lexer.word() : "") {
            case "message" -> messages.add(new MessageParser(parser).message(depth + 1));
            case "enum" -> enums.add(new EnumParser(parser).enumeration());
            case "extend" -> extend.add(new MessageParser(parser).extend(depth + 1));
            case "oneof" -> oneof(depth);
            case "option" -> parser.options().statement(options);
            case "extensions" -> {
                lexer.advance();
                parser.ranges(extensions, new ArrayList<>(), 1, ProtoParser.MOST_NUMBER);
                List<Option> unused = parser.options().inBrackets();
                parser.expect(";");
            }
            case "reserved" -> {
                lexer.advance();
                parser.ranges(reserved, reservedNames, 1, ProtoParser.MOST_NUMBER);
                parser.expect(";");
            }
            default -> fields.add(field(NO_ONEOF, depth));
        }
    }

    private void oneof(int depth) {
        lexer.advance();
        Place place = lexer.place();
        String name = parser.name();
        List<Option> own = new ArrayList<>();
        int index = oneofs.size();
        int before = fields.size();
        parser.expect("{");
        while (!parser.acceptSign("}")) {
            if (parser.isWord("option")) {
                parser.options().statement(own);
            } else if (!parser.acceptSign(";")) {
                fields.add(field(index, depth));
            }
        }
        if (fields.size() == before) {
            throw ProtoLexer.error(place, "the oneof " + name + " has no fields");
        }
        oneofs.add(new Oneof(name, own));
    }

    Extend extend(int depth) {
        lexer.advance();
        Place place = lexer.place();
        String extendee = parser.fullName(true);
        parser.expect("{");
        while (!parser.acceptSign("}")) {
            if (!parser.acceptSign(";")) {
                fields.add(field(NO_ONEOF, depth));
            }
        }
        return new Extend(extendee, fields, place);
    }

    private Field field(int oneof, int depth) {
        Place place = lexer.place();
        String label = label(oneof);
        if (parser.isWord("group")) {
            return group(label, oneof, depth, place);
        }
        if (lexer.kind() != ProtoLexer.Kind.NAME && !parser.isSign(".")) {
            throw parser.expected("a field, such as string name = 1;, or }", lexer.place());
        }
        String type = parser.fullName(true);
        String keyType = null;
        if (type.equals("map") && parser.acceptSign("<")) {
            if (!label.isEmpty() || oneof != NO_ONEOF) {
                throw ProtoLexer.error(place, "a map has no label, and is no part of a oneof");
            }
            keyType = keyType();
            parser.expect(",");
            type = parser.fullName(true);
            parser.expect(">");
        } else if (label.isEmpty() && oneof == NO_ONEOF && parser.language() == Syntax.PROTO2) {
            throw ProtoLexer.error(place, "in proto2 a field begins with optional, required or repeated");
        }
        Place namePlace = lexer.place();
        String name = parser.name();
        parser.expect("=");
        int number = parser.integer(1, ProtoParser.MOST_NUMBER);
        List<Option> own = parser.options().inBrackets();
        parser.expect(";");
        return new Field(label, keyType, type, name, number, oneof, null, own, namePlace);
    }

    private String label(int oneof) {
        if (!parser.isWord("optional") && !parser.isWord("required") && !parser.isWord("repeated")) {
            return "";
        }
        Place place = lexer.place();
        String label = lexer.word();
        lexer.advance();
        if (oneof != NO_ONEOF) {
            throw ProtoLexer.error(place, "a field of a oneof has no label");
        }
        if (label.equals("required") && parser.language() != Syntax.PROTO2) {
            throw ProtoLexer.error(place, "only proto2 has required fields");
        }
        if (label.equals("optional") && parser.language() == Syntax.EDITION_2023) {
            throw ProtoLexer.error(place, "in editions, features.field_presence says what optional says elsewhere");
        }
        return label;
    }

    private String keyType() {
        Place place = lexer.place();
        String keyType = parser.name();
        if (!isKey(keyType)) {
            throw ProtoLexer.error(place, "the key of a map is a whole number, a bool or a string, and not " + keyType);
        }
        return keyType;
    }

    /** Whether keys of a map can be of the type. */
    static boolean isKey(String type) {
        FieldType known = FieldType.scalar(type);
        return known != null && known != FieldType.DOUBLE && known != FieldType.FLOAT && known != FieldType.BYTES;
    }

    private Field group(String label, int oneof, int depth, Place place) {
        if (parser.language() != Syntax.PROTO2) {
            throw ProtoLexer.error(place, "only proto2 has groups");
        }
        lexer.advance();
        Place namePlace = lexer.place();
        String type = parser.name();
        if (!Character.isUpperCase(type.charAt(0))) {
            throw ProtoLexer.error(namePlace, "the name of a group begins with a capital letter");
        }
        if (label.isEmpty() && oneof == NO_ONEOF) {
            throw ProtoLexer.error(place, "in proto2 a field begins with optional, required or repeated");
        }
        parser.expect("=");
        int number = parser.integer(1, ProtoParser.MOST_NUMBER);
        List<Option> own = parser.options().inBrackets();
        Message body = new MessageParser(parser).body(type, namePlace, depth + 1);
        return new Field(label, null, type, type.toLowerCase(Locale.ROOT), number, oneof, body, own, namePlace);
    }
}
