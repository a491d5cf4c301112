package dev.wharf.protobuf;

import dev.wharf.error.WharfException;
import dev.wharf.protobuf.ProtoLexer.Kind;
import dev.wharf.protobuf.ProtoTree.Enumeration;
import dev.wharf.protobuf.ProtoTree.Extend;
import dev.wharf.protobuf.ProtoTree.Import;
import dev.wharf.protobuf.ProtoTree.Message;
import dev.wharf.protobuf.ProtoTree.Option;
import dev.wharf.protobuf.ProtoTree.Place;
import dev.wharf.protobuf.ProtoTree.Range;
import dev.wharf.protobuf.ProtoTree.Syntax;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of a schema: what stands at the top of a file, and the words that all parts share. What is inside a
 * message is for {@link MessageParser}. For one thread.
 */
final class ProtoParser {
    /** In characters. */
    static final int MOST_TEXT = 4 << 20;

    /** How deep messages, groups and values of options may stand inside each other. */
    static final int MOST_DEPTH = 64;

    /** A name with its package and what is around it, in characters. */
    static final int MOST_NAME = 512;

    /** The number of a field has 29 bits. */
    static final int MOST_NUMBER = (1 << 29) - 1;

    private final ProtoLexer lexer;
    private final OptionParser options = new OptionParser(this);

    private Syntax syntax = Syntax.PROTO2;
    private String pkg = "";
    private boolean packageSeen;
    private final List<Import> imports = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Enumeration> enums = new ArrayList<>();
    private final List<Extend> extend = new ArrayList<>();
    private final List<Option> fileOptions = new ArrayList<>();

    private ProtoParser(String text) {
        lexer = new ProtoLexer(text);
    }

    /**
     * The file that the text describes.
     *
     * @throws WharfException with {@code CONFIGURATION}, and line and column
     */
    static ProtoTree.File parse(String text) {
        if (text.length() > MOST_TEXT) {
            throw ProtoLexer.error(Place.NONE, "has " + text.length() + " characters, more than " + MOST_TEXT);
        }
        return new ProtoParser(text).file();
    }

    private ProtoTree.File file() {
        if (isWord("syntax") || isWord("edition")) {
            syntax();
        }
        while (lexer.kind() != Kind.END) {
            statement();
        }
        return new ProtoTree.File(syntax, pkg, imports, messages, enums, extend, fileOptions);
    }

    Syntax language() {
        return syntax;
    }

    OptionParser options() {
        return options;
    }

    private void syntax() {
        boolean edition = isWord("edition");
        lexer.advance();
        expect("=");
        Place place = lexer.place();
        String name = text("the name of a language in quotes");
        syntax = switch (name) {
            case "proto2" -> Syntax.PROTO2;
            case "proto3" -> Syntax.PROTO3;
            case "2023" -> Syntax.EDITION_2023;
            default ->
                throw ProtoLexer.error(
                        place, "proto2, proto3 and the edition 2023 can be read, and not " + ProtoStrings.quote(name));
        };
        if (edition != (syntax == Syntax.EDITION_2023)) {
            throw ProtoLexer.error(place, "write syntax = \"proto3\" or edition = \"2023\"");
        }
        expect(";");
    }

    private void statement() {
        if (acceptSign(";")) {
            return;
        }
        Place place = lexer.place();
        switch (lexer.kind() == Kind.NAME ? lexer.word() : "") {
            case "package" -> pkg();
            case "import" -> importFile();
            case "option" -> options.statement(fileOptions);
            case "message" -> messages.add(new MessageParser(this).message(0));
            case "enum" -> enums.add(new EnumParser(this).enumeration());
            case "extend" -> extend.add(new MessageParser(this).extend(0));
            case "service" -> service();
            default -> throw expected("message, enum, import, package, option, extend or service", place);
        }
    }

    private void pkg() {
        Place place = lexer.place();
        lexer.advance();
        if (packageSeen) {
            throw ProtoLexer.error(place, "there is a package already");
        }
        packageSeen = true;
        pkg = fullName(false);
        expect(";");
    }

    private void importFile() {
        Place place = lexer.place();
        lexer.advance();
        String kind = "";
        if (isWord("public") || isWord("weak")) {
            kind = lexer.word();
            lexer.advance();
        }
        imports.add(new Import(kind, text("the name of a file in quotes"), place));
        expect(";");
    }

    /** A service says nothing of records: its words are stepped over, in brackets that match. */
    private void service() {
        lexer.advance();
        String unused = name();
        if (!isSign("{")) {
            throw expected("{", lexer.place());
        }
        int depth = 0;
        do {
            if (lexer.kind() == Kind.END) {
                throw expected("}", lexer.place());
            }
            depth += isSign("{") ? 1 : isSign("}") ? -1 : 0;
            lexer.advance();
        } while (depth > 0);
    }

    // What all parts share.

    ProtoLexer lexer() {
        return lexer;
    }

    boolean isWord(String word) {
        return lexer.kind() == Kind.NAME && lexer.word().equals(word);
    }

    boolean isSign(String sign) {
        return lexer.kind() == Kind.SIGN && lexer.word().equals(sign);
    }

    boolean acceptSign(String sign) {
        boolean there = isSign(sign);
        if (there) {
            lexer.advance();
        }
        return there;
    }

    boolean acceptWord(String word) {
        boolean there = isWord(word);
        if (there) {
            lexer.advance();
        }
        return there;
    }

    void expect(String sign) {
        if (!acceptSign(sign)) {
            throw expected(sign, lexer.place());
        }
    }

    WharfException expected(String what, Place place) {
        return ProtoLexer.error(place, what + " should stand here, and not " + lexer.shown());
    }

    String name() {
        if (lexer.kind() != Kind.NAME) {
            throw expected("a name", lexer.place());
        }
        String name = lexer.word();
        lexer.advance();
        return name;
    }

    /** A name with dots; one at the start only for types. */
    String fullName(boolean type) {
        Place place = lexer.place();
        StringBuilder name = new StringBuilder();
        if (type && acceptSign(".")) {
            name.append('.');
        }
        name.append(name());
        while (acceptSign(".")) {
            name.append('.').append(name());
            if (name.length() > MOST_NAME) {
                throw ProtoLexer.error(place, "a name has more than " + MOST_NAME + " characters");
            }
        }
        return name.toString();
    }

    /** Text in quotes; several side by side are one. */
    String text(String what) {
        if (lexer.kind() != Kind.TEXT) {
            throw expected(what, lexer.place());
        }
        StringBuilder text = new StringBuilder();
        while (lexer.kind() == Kind.TEXT) {
            text.append(lexer.word());
            lexer.advance();
        }
        return text.toString();
    }

    int integer(long least, long most) {
        Place place = lexer.place();
        boolean negative = acceptSign("-");
        if (lexer.kind() != Kind.INTEGER) {
            throw expected("a whole number", lexer.place());
        }
        long number = OptionParser.whole(lexer.word());
        if (number < 0 || (negative ? -number : number) < least || (negative ? -number : number) > most) {
            throw ProtoLexer.error(place, "a number from " + least + " to " + most + " should stand here");
        }
        lexer.advance();
        return (int) (negative ? -number : number);
    }

    /** Such as {@code 2, 15, 9 to 11, 100 to max}, behind their first word, with names in quotes or without. */
    void ranges(List<Range> ranges, List<String> names, long least, int most) {
        do {
            if (lexer.kind() == Kind.TEXT) {
                names.add(text("a name"));
            } else if (lexer.kind() == Kind.NAME && syntax == Syntax.EDITION_2023) {
                names.add(name());
            } else {
                Place place = lexer.place();
                int from = integer(least, most);
                int to = from;
                if (acceptWord("to")) {
                    to = acceptWord("max") ? most : integer(least, most);
                }
                if (to < from) {
                    throw ProtoLexer.error(place, "the range ends before it begins");
                }
                ranges.add(new Range(from, to));
            }
        } while (acceptSign(","));
    }
}
