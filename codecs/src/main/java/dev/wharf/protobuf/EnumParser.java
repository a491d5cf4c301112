package dev.wharf.protobuf;

import dev.wharf.protobuf.ProtoTree.EnumValue;
import dev.wharf.protobuf.ProtoTree.Enumeration;
import dev.wharf.protobuf.ProtoTree.Option;
import dev.wharf.protobuf.ProtoTree.Place;
import dev.wharf.protobuf.ProtoTree.Range;
import java.util.ArrayList;
import java.util.List;

/** Reads an enumeration. For one of them. */
final class EnumParser {
    private final ProtoParser parser;
    private final List<EnumValue> values = new ArrayList<>();
    private final List<Range> reserved = new ArrayList<>();
    private final List<String> reservedNames = new ArrayList<>();
    private final List<Option> options = new ArrayList<>();

    EnumParser(ProtoParser parser) {
        this.parser = parser;
    }

    Enumeration enumeration() {
        parser.lexer().advance();
        Place place = parser.lexer().place();
        String name = parser.name();
        parser.expect("{");
        while (!parser.acceptSign("}")) {
            statement();
        }
        if (values.isEmpty()) {
            throw ProtoLexer.error(place, "the enumeration " + name + " has no values");
        }
        return new Enumeration(name, values, reserved, reservedNames, options, place);
    }

    private void statement() {
        if (parser.acceptSign(";")) {
            return;
        }
        Place place = parser.lexer().place();
        String word = parser.lexer().word();
        if (parser.isWord("option")) {
            parser.options().statement(options);
            return;
        }
        String name = parser.name();
        if (word.equals("reserved") && !parser.isSign("=")) {
            parser.ranges(reserved, reservedNames, Integer.MIN_VALUE, Integer.MAX_VALUE);
            parser.expect(";");
            return;
        }
        parser.expect("=");
        int number = parser.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
        values.add(new EnumValue(name, number, parser.options().inBrackets(), place));
        parser.expect(";");
    }
}
