package dev.wharf.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.schema.ParsedSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtobufRulesTest {
    private static final String HEAD = "syntax = 'proto3'; package p; ";

    private static ParsedSchema parsed(String text) {
        return new ProtobufRules().parse(text, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message M { int32 a = 1; }|message M { int64 other = 1; }",
                "message M { int32 a = 1; }|message M { bool a = 1; string b = 2; }",
                "message M { string a = 1; int32 b = 2; }|message M { bytes a = 1; }",
                "message M { int32 a = 1; }|message N {} message M { uint32 a = 1; }",
                "message M { E e = 1; } enum E { A = 0; B = 1; }|message M { int32 e = 1; }",
                "message M { int32 a = 1; }|message M { oneof o { int32 a = 1; string b = 2; } }",
                "message M { oneof o { int32 a = 1; int32 b = 2; } }|message M { int32 a = 1; int32 b = 2; }",
                "message M { N n = 1; } message N { M m = 1; }|message M { N n = 1; } message N { M m = 1; int32 a ="
                        + " 2; }",
                "message M { map<string, int32> a = 1; }|message M { map<bytes2, int64> a = 1; }",
            })
    void readsWhatWasWrittenBeforeAnAllowedChange(String before, String after) {
        String now = after.replace("bytes2", "string");

        assertThat(parsed(HEAD + now).cannotRead(parsed(HEAD + before))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message M {} message N {}|message M {}|N: the message was removed",
                "message M { message N {} }|message M {}|M.N: the message was removed",
                "message M { int32 a = 1; }|message M { string a = 1; }|M.a: was int32 and is string, which has"
                        + " another form in a record",
                "message M { int32 a = 1; }|message M { sint32 a = 1; }|M.a: was int32 and is sint32, which has"
                        + " another form in a record",
                "message M { fixed32 a = 1; }|message M { fixed64 a = 1; }|M.a: was fixed32 and is fixed64, which has"
                        + " another form in a record",
                "message M { string a = 1; }|message M { M a = 1; }|M.a: was string and is the message p.M",
                "message M { N a = 1; } message N {}|message M { M a = 1; } message N {}|M.a: was the message p.N and"
                        + " is the message p.M",
                "message M { map<string, int32> a = 1; }|message M { map<string, string> a = 1; }|M.a[value]: was"
                        + " int32 and is string, which has another form in a record",
                "message M { int32 a = 1; int32 b = 2; }|message M { oneof o { int32 a = 1; int32 b = 2; } }|M.o: 2"
                        + " fields were moved into the oneof, of which a record can hold several",
                "message M { int32 a = 1; oneof o { int32 b = 2; } }|message M { oneof o { int32 a = 1; int32 b = 2; }"
                        + " }|M.o: a field was moved into a oneof that was there before",
                "message M { oneof o { int32 a = 1; int32 b = 2; } }|message M { oneof o { int32 a = 1; } }|M.b: the"
                        + " field was removed from the oneof o",
                "message M { repeated int32 a = 1; }|message M { int32 a = 1; }|M.a: was repeated and is not, and"
                        + " numbers that share a tag cannot be read as one",
                "message M { N n = 1; message N { int32 a = 1; } }|message M { N n = 1; message N { bytes a = 1; }"
                        + " }|M.n.a: was int32 and is bytes, which has another form in a record",
            })
    void saysWhyItCannotReadWhatWasWritten(String before, String after, String finding) {
        assertThat(parsed(HEAD + after).cannotRead(parsed(HEAD + before))).contains(finding);
    }

    @Test
    void requiredFieldsNeitherComeNorGo() {
        ParsedSchema with = parsed("message M { required int32 a = 1; }");
        ParsedSchema without = parsed("message M { }");

        assertThat(with.cannotRead(without)).containsExactly("M.a: the field is required, and was not there before");
        assertThat(without.cannotRead(with)).containsExactly("M.a: the required field was removed");
    }

    @Test
    void anotherPackageIsAnotherSchema() {
        assertThat(parsed("package q; message M {}").cannotRead(parsed("package p; message M {}")))
                .containsExactly("package: was p and is q, so all messages have other names");
    }

    @Test
    void canonicalTextsDoNotDependOnSpaceAndComments() {
        ParsedSchema one = parsed("syntax='proto3';/* a */message M{int32 a=0x1;repeated M m=2;}");
        ParsedSchema other = parsed("syntax = \"proto3\";\nmessage M {\n  int32 a = 1; // b\n  repeated M m = 2;\n}\n");

        assertThat(one.canonical()).isEqualTo(other.canonical()).isEqualTo("""
            syntax = "proto3";
            message M {
              int32 a = 1;
              repeated M m = 2;
            }
            """);
        assertThat(one.name()).isEqualTo("M");
    }

    @Test
    void normalizedTextsDoNotDependOnOrderEither() {
        ParsedSchema one = parsed("""
            syntax = "proto3"; package p;
            import "google/protobuf/timestamp.proto"; import "google/protobuf/any.proto";
            option java_package = "x"; option go_package = "y";
            message M { N n = 2; int32 a_b = 1 [json_name = "aB", packed = true, deprecated = false]; }
            message N {}
            """.replace(", packed = true", ""));
        ParsedSchema other = parsed("""
            syntax = "proto3"; package p;
            import "google/protobuf/any.proto"; import "google/protobuf/timestamp.proto";
            option go_package = "y"; option java_package = "x";
            message M { int32 a_b = 1; .p.N n = 2; }
            message N {}
            """);

        assertThat(one.canonical()).isNotEqualTo(other.canonical());
        assertThat(one.normalized()).isEqualTo(other.normalized());
        assertThat(one.differences(other)).isEmpty();
    }

    @Test
    void differencesNameWhereTheyAre() {
        List<String> differences = parsed(HEAD + "message M { int32 a = 1; string b = 2; } enum E { A = 0; }")
                .differences(parsed(HEAD + "message M { int64 a = 1; bool c = 3; } enum E { A = 0; B = 1; }"));

        assertThat(differences)
                .containsExactly(
                        "M: int32 a = 1;: in the other int64 a = 1;",
                        "M: string b = 2;: only here",
                        "M: bool c = 3;: only in the other",
                        "E: B = 1;: only in the other");
    }
}
