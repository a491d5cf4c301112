package dev.wharf.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtoParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "message M { int32 a = 1 }|line 1, column 13: in proto2 a field begins with optional, required or"
                        + " repeated",
                "syntax = 'proto3'; message M { int32 a = 1 }|line 1, column 44: ; should stand here, and not }",
                "syntax = 'proto4';|line 1, column 10: proto2, proto3 and the edition 2023 can be read, and not"
                        + " \"proto4\"",
                "edition = '2024';|line 1, column 11: proto2, proto3 and the edition 2023 can be read, and not"
                        + " \"2024\"",
                "syntax = '2023';|write syntax = \"proto3\" or edition = \"2023\"",
                "syntax = 'proto3'; message M { Foo a = 1; }|line 1, column 36: the type Foo is not defined",
                "syntax = 'proto3'; message M { a.Foo a = 1; } message Foo {}|the type a.Foo is not defined",
                "syntax = 'proto3'; message M { Fop a = 1; } message Foo {}|did you mean Foo?",
                "syntax = 'proto3'; message M { int32 a = 0; }|column 42: a number from 1 to 536870911 should stand"
                        + " here",
                "syntax = 'proto3'; message M { int32 a = 536870912; }|a number from 1 to 536870911",
                "syntax = 'proto3'; message M { int32 a = 19500; }|the numbers 19000 to 19999 are Protobuf's own",
                "syntax = 'proto3'; message M { int32 a = 1; int32 b = 1; }|the number 1 belongs to the field a of M",
                "syntax = 'proto3'; message M { int32 a = 1; int32 a = 2; }|M has the field a twice",
                "syntax = 'proto3'; message M { reserved 3 to 5; int32 a = 4; }|M reserves the number 4",
                "syntax = 'proto3'; message M { reserved 'a'; int32 a = 4; }|M reserves the name a",
                "syntax = 'proto3'; message M { required int32 a = 4; }|only proto2 has required fields",
                "syntax = 'proto3'; message M { optional group A = 4 {} }|only proto2 has groups",
                "syntax = 'proto3'; message M { int32 a = 4 [default = 3]; }|in proto3 fields have no defaults",
                "syntax = 'proto3'; message M { map<float, int32> a = 4; }|the key of a map is a whole number, a bool"
                        + " or a string",
                "syntax = 'proto3'; message M { repeated map<int32, int32> a = 4; }|a map has no label",
                "syntax = 'proto3'; message M { oneof o { repeated int32 a = 4; } }|a field of a oneof has no label",
                "syntax = 'proto3'; message M { oneof o { } }|the oneof o has no fields",
                "syntax = 'proto3'; message M {} message M {}|M is defined twice",
                "syntax = 'proto3'; enum E { A = 1; }|the first value of E must have the number 0",
                "syntax = 'proto3'; enum E { A = 0; B = 0; }|E has the number 0 twice; set allow_alias",
                "syntax = 'proto3'; enum E { A = 0; } enum F { A = 0; }|A is defined twice",
                "syntax = 'proto3'; enum E { }|the enumeration E has no values",
                "syntax = 'proto3'; import 'x.proto';|x.proto is imported, and its text was not given",
                "syntax = 'proto3'; message M { string a = 1 [json_name = 'x\\q']; }|an escape of a text should stand"
                        + " here",
                "syntax = 'proto3'; message M { /* int32 a = 1; }|the comment that begins here has no end",
                "syntax = 'proto3'; option java_package = 'a;|the text that begins here has no closing quote",
                "syntax = 'proto3'; nonsense|message, enum, import, package, option, extend or service should stand"
                        + " here",
                "syntax = 'proto3'; message M { int32 a = 0x; }|0x stands without a hexadecimal digit",
                "syntax = 'proto3'; message M { int32 a = 1x; }|a number ends in a letter",
                "syntax = 'proto3'; service S { rpc A(B) returns (C) {}|} should stand here, and not the end of the"
                        + " text",
                "package a; package b;|there is a package already",
                "edition = '2023'; message M { int32 a = 1 [features.field_presence = MAYBE]; }|EXPLICIT, IMPLICIT",
                "edition = '2023'; message M { optional int32 a = 1; }|in editions, features.field_presence says",
            })
    void saysWhereATextIsWrongAndWhatShouldStandThere(String text, String reason) {
        assertThatThrownBy(() -> ProtobufSchema.parse(text)).isInstanceOfSatisfying(WharfException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
            assertThat(e).hasMessageContaining(reason);
        });
    }

    @Test
    void countsLinesAndColumnsBehindComments() {
        assertThatThrownBy(() -> ProtobufSchema.parse("syntax = \"proto3\"; // one\n/* two\n three */\n  mesage M {}"))
                .hasMessageContaining("line 4, column 3: ")
                .hasMessageContaining("and not mesage");
    }

    @Test
    void namesMeanTheInnermostTypeThatBegins() {
        ProtobufSchema schema = ProtobufSchema.parse("""
            syntax = "proto3";
            package a.b;
            message C { message D {} D here = 1; .a.b.D there = 2; C.D same = 3; b.D outer = 4; a.b.D far = 5; }
            message D { C.D inner = 1; }
            """);
        ProtobufMessage message = schema.message("a.b.C");

        assertThat(message.field(0).message().fullName()).isEqualTo("a.b.C.D");
        assertThat(message.field(1).message().fullName()).isEqualTo("a.b.D");
        assertThat(message.field(2).message().fullName()).isEqualTo("a.b.C.D");
        assertThat(message.field(3).message().fullName()).isEqualTo("a.b.D");
        assertThat(message.field(4).message().fullName()).isEqualTo("a.b.D");
    }

    @Test
    void seesWhatIsPassedOnButNotWhatIsOnlyImported() {
        Map<String, String> imports = new HashMap<>();
        imports.put(
                "direct.proto", "syntax='proto3'; import public 'passed.proto'; import 'hidden.proto'; message D {}");
        imports.put("passed.proto", "syntax='proto3'; message P {}");
        imports.put("hidden.proto", "syntax='proto3'; message H {}");

        assertThat(ProtobufSchema.parse(
                                "syntax='proto3'; import 'direct.proto'; message M { P p = 1; D d = 2; }", imports)
                        .message("M")
                        .size())
                .isEqualTo(2);
        assertThatThrownBy(() ->
                        ProtobufSchema.parse("syntax='proto3'; import 'direct.proto'; message M { H h = 1; }", imports))
                .hasMessageContaining("the type H is not defined");
    }

    @Test
    void refusesFilesThatImportThemselves() {
        Map<String, String> imports = Map.of(
                "a.proto", "syntax='proto3'; import 'b.proto';", "b.proto", "syntax='proto3'; import 'a.proto';");

        assertThatThrownBy(() -> ProtobufSchema.parse("syntax='proto3'; import 'a.proto';", imports))
                .hasMessageContaining("a.proto imports itself");
    }

    @Test
    void refusesAnEndlessChainOfImports() {
        Map<String, String> imports = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            imports.put(i + ".proto", "import '" + (i + 1) + ".proto';");
        }

        assertThatThrownBy(() -> ProtobufSchema.parse("import '0.proto';", imports))
                .hasMessageContaining("deep");
    }

    @ParameterizedTest
    @CsvSource({
        "message M {",
        "message M { optional group G = 1 {",
        "message M { extend N { optional group G = 1 {",
        "'option (x) = {a {'",
    })
    void refusesWhatIsNestedWithoutEnd(String start) {
        assertThatThrownBy(() -> ProtobufSchema.parse(start.repeat(200_000)))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThatThrownBy(() -> ProtobufSchema.parse("package a" + ".a".repeat(1_000_000) + ";"))
                .hasMessageContaining("a name has more than 512 characters");
        assertThatThrownBy(() -> ProtobufSchema.parse("message " + "a".repeat(1_000) + " {}"))
                .hasMessageContaining("a full name has more than 512 characters");
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThatThrownBy(() -> ProtobufSchema.parse(" ".repeat(ProtoParser.MOST_TEXT + 1)))
                .hasMessageContaining("more than");
    }

    @Test
    void findsMessagesByTheirPlace() {
        ProtobufSchema schema = ProtobufSchema.parse("""
            syntax = "proto2";
            package p;
            message A {
              map<string, A> entries = 1;
              optional group G = 2 { optional int32 a = 1; }
              message B {}
              message C { message D {} }
            }
            message E {}
            """);

        assertThat(schema.message(1).fullName()).isEqualTo("p.E");
        assertThat(schema.message(0, 1, 0).fullName()).isEqualTo("p.A.C.D");
        assertThat(schema.indexes(schema.message("p.A.C.D"))).containsExactly(0, 1, 0);
        assertThat(schema.indexes(schema.message("p.E"))).containsExactly(1);
        assertThat(schema.messageNames()).containsExactly("p.A", "p.A.B", "p.A.C", "p.A.C.D", "p.E");
        assertThatThrownBy(() -> schema.message(0, 7)).isInstanceOf(WharfException.class);
        assertThatThrownBy(() -> schema.message("p.Nothing")).isInstanceOf(WharfException.class);
    }

    @Test
    void takesTheBinaryFormForWhatItIs() {
        assertThatThrownBy(() -> ProtobufSchema.parse("AAAA"))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("in its binary form");
        assertThatThrownBy(() -> ProtobufSchema.parse("message")).isInstanceOf(WharfException.class);
    }
}
