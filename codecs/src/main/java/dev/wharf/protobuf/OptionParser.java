package dev.wharf.protobuf;

import dev.wharf.protobuf.ProtoLexer.Kind;
import dev.wharf.protobuf.ProtoTree.Option;
import java.util.ArrayList;
import java.util.List;

/** Reads options. They are kept as words; what they mean is for those who look for one. For one thread. */
final class OptionParser {
    private final ProtoParser parser;

    OptionParser(ProtoParser parser) {
        this.parser = parser;
    }

    /** {@code option name = value;} */
    void statement(List<Option> options) {
        parser.lexer().advance();
        options.add(option());
        parser.expect(";");
    }

    /** {@code [name = value, name = value]}, if there are any. */
    List<Option> inBrackets() {
        List<Option> options = new ArrayList<>();
        if (parser.acceptSign("[")) {
            do {
                options.add(option());
            } while (parser.acceptSign(","));
            parser.expect("]");
        }
        return options;
    }

    private Option option() {
        StringBuilder name = new StringBuilder(part());
        while (parser.acceptSign(".")) {
            name.append('.').append(part());
        }
        parser.expect("=");
        StringBuilder value = new StringBuilder();
        value(value, 0);
        return new Option(name.toString(), value.toString());
    }

    private String part() {
        if (parser.acceptSign("(")) {
            String name = parser.fullName(true);
            parser.expect(")");
            return "(" + name + ")";
        }
        return parser.name();
    }

    private void value(StringBuilder value, int depth) {
        if (parser.isSign("{")) {
            braces(value, depth);
        } else {
            scalar(value);
        }
    }

    private void scalar(StringBuilder value) {
        if (parser.isSign("-") || parser.isSign("+")) {
            value.append(parser.lexer().word());
            parser.lexer().advance();
        }
        if (parser.lexer().kind() == Kind.TEXT) {
            value.append(ProtoStrings.quote(parser.text("text")));
        } else if (parser.lexer().kind() == Kind.SIGN || parser.lexer().kind() == Kind.END) {
            throw parser.expected("the value of an option", parser.lexer().place());
        } else {
            value.append(parser.lexer().word());
            parser.lexer().advance();
        }
    }

    /** A message in Protobuf's text format: only its brackets are looked at. */
    private void braces(StringBuilder value, int depth) {
        if (depth > ProtoParser.MOST_DEPTH) {
            throw ProtoLexer.error(parser.lexer().place(), "options are nested deeper than " + ProtoParser.MOST_DEPTH);
        }
        parser.expect("{");
        value.append("{");
        while (!parser.acceptSign("}")) {
            value.append(' ');
            if (parser.isSign("{")) {
                braces(value, depth + 1);
            } else if (parser.lexer().kind() == Kind.TEXT) {
                value.append(ProtoStrings.quote(parser.text("text")));
            } else if (parser.lexer().kind() == Kind.END) {
                throw parser.expected("}", parser.lexer().place());
            } else {
                value.append(parser.lexer().word());
                parser.lexer().advance();
            }
        }
        value.append(" }");
    }

    /** The number that digits stand for, decimal, octal or hexadecimal; -1 where it has more than 63 bits. */
    static long whole(String digits) {
        try {
            if (digits.startsWith("0x") || digits.startsWith("0X")) {
                return Long.parseLong(digits, 2, digits.length(), 16);
            }
            boolean octal = digits.length() > 1 && digits.charAt(0) == '0';
            return octal ? Long.parseLong(digits, 1, digits.length(), 8) : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
