package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    private final Fields fields = new Fields();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1.5e-7",
                "\"\"",
                "\"\\u0000\"",
                "true",
                "false",
                "null",
                "{}",
                "[]",
                " [ ] ",
                "\r\n\t {\t}",
                "[[],{}]",
                "{\"\":{\"\":[]}}",
                "\"\u007f\"",
                "\"\\ud800\"",
                "{\"\\ud800\":1}",
                "[1,2 ,3]",
                "1e400"
            })
    void acceptsWhatIsJson(String json) {
        assertThat(ScanResult.ok(whole(json))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "01~0~a number starts with a needless zero",
                "-01~1~a number starts with a needless zero",
                "+1~0~a value should stand here",
                ".5~0~a value should stand here",
                "-a~1~a digit should stand here",
                "1.e5~2~a digit should stand here",
                "1e+x~3~a digit should stand here",
                "1 2~2~there is something behind the value",
                "{}}~2~there is something behind the value",
                "tru!~0~true, false or null should stand here",
                "nul}~0~true, false or null should stand here",
                "True~0~a value should stand here",
                "NaN~0~a value should stand here",
                "[1,]~3~a value should stand here",
                "[,1]~1~a value should stand here",
                "[1 2]~3~a comma or ] should stand here",
                "[1}~2~a comma or ] should stand here",
                "{\"a\":1]~6~a comma or } should stand here",
                "{\"a\" 1}~5~a colon should stand here",
                "{a:1}~1~a member name in quotes should stand here",
                "{\"a\":1,}~7~a member name in quotes should stand here",
                "{\"a\":}~5~a value should stand here",
                "'a'~0~a value should stand here",
                "\"\\x\"~2~an escape of JSON should stand here",
                "\"\\u12g4\"~5~four hexadecimal digits should stand here",
                "\"abcdefghij\tk\"~11~a control character stands in a string; it must be written as an escape",
                "/**/1~0~a value should stand here",
            })
    void saysWhatIsWrongAndWhere(String json, int position, String reason) {
        long result = whole(json);

        assertThat(ScanResult.ok(result) || ScanResult.truncated(result)).isFalse();
        assertThat(ScanResult.reason(result)).isEqualTo(reason);
        assertThat(ScanResult.position(result)).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "1.",
                "1e",
                "1e+",
                "t",
                "nul",
                "\"",
                "\"a",
                "\"\\",
                "\"\\u",
                "\"\\u00",
                "{",
                "{\"",
                "{\"a",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "[",
                "[1",
                "[1,",
                "[[]",
                "[\"long enough for eight bytes"
            })
    void asksForMoreOfABeginning(String json) {
        long result = whole(json);

        assertThat(ScanResult.truncated(result)).isTrue();
        assertThat(ScanResult.position(result)).isEqualTo(json.length());
    }

    /** Jackson lets most of these pass: overlong forms, surrogates, what lies beyond U+10FFFF. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "BF",
                "C080",
                "C1BF",
                "C2",
                "C2C0",
                "E08080",
                "E09FBF",
                "EDA080",
                "EDBFBF",
                "E28228",
                "F0808080",
                "F08FBFBF",
                "F4908080",
                "F5808080",
                "F8888080",
                "FE",
                "FF",
                "F09F9A"
            })
    void refusesWhatIsNotUtf8(String hex) {
        byte[] json = quoted(HexFormat.of().parseHex(hex));

        long result = scan(json);

        assertThat(ScanResult.ok(result)).isFalse();
        assertThat(ScanResult.reason(result)).isEqualTo("the string is not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C280", "DFBF", "E0A080", "ED9FBF", "EE8080", "EFBFBF", "F0908080", "F48FBFBF", "7F"})
    void acceptsTheBoundsOfUtf8(String hex) {
        byte[] json = quoted(HexFormat.of().parseHex(hex));

        assertThat(ScanResult.ok(scan(json))).isTrue();
    }

    /** Runs of characters of all lengths, now and then with a wrong byte, against the decoder of the JDK. */
    @Test
    void knowsUtf8AsTheJdkDoes() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        int[] bounds = {0x500, 0x800, 0x800, 0xD800, 0x110000};
        int valid = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            int bound = bounds[random.nextInt(bounds.length)];
            for (int n = random.nextInt(20); n > 0; n--) {
                text.appendCodePoint(random.nextInt(8) == 0 ? 'x' : bound / 2 + random.nextInt(bound / 2));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
            }
            boolean expected = Jackson.isUtf8(bytes);
            valid += expected ? 1 : 0;
            assertThat(ScanResult.ok(scan(quoted(bytes))))
                    .as("seed %d: %s", seed, HexFormat.of().formatHex(bytes))
                    .isEqualTo(expected);
        }
        assertThat(valid).isBetween(30_000, 90_000);
    }

    @Test
    void refusesEveryByteThatMayNotStandAloneInAString() {
        for (int b = 0; b < 256; b++) {
            for (int before = 0; before < 20; before++) {
                byte[] json = ("\"" + "x".repeat(before) + "?" + "\"").getBytes(StandardCharsets.US_ASCII);
                json[before + 1] = (byte) b;
                boolean allowed = b >= ' ' && b < 0x80 && b != '"' && b != '\\';

                assertThat(ScanResult.ok(scan(json)))
                        .as("byte %d after %d", b, before)
                        .isEqualTo(allowed);
            }
        }
    }

    /**
     * The lone surrogate in a name is the one thing that we accept and Jackson does not; an encoding with a mark, the
     * other way.
     */
    @Test
    void differsFromJacksonWhereItIsDocumented() {
        byte[] surrogate = "{\"\\ud800\":1}".getBytes(StandardCharsets.US_ASCII);
        byte[] marked = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '1'};
        byte[] utf16 = {0, '1'};

        assertThat(ScanResult.ok(scan(surrogate))).isTrue();
        assertThat(Jackson.verdict(surrogate)).isEqualTo(Jackson.Verdict.LONE_SURROGATE);
        assertThat(ScanResult.ok(scan(marked))).isFalse();
        assertThat(ScanResult.ok(scan(utf16))).isFalse();
        assertThat(Jackson.tree(marked).intValue()).isEqualTo(1);
        assertThat(Jackson.tree(utf16).intValue()).isEqualTo(1);
    }

    @Test
    void goesAsDeepAsTheLimitAndNoDeeper() {
        for (int depth : List.of(63, 64, 65, 127, 128, 129, 640, 1000)) {
            assertThat(ScanResult.ok(whole("[".repeat(depth) + "]".repeat(depth))))
                    .isTrue();
            assertThat(ScanResult.ok(whole(nested(depth))))
                    .as("depth %d", depth)
                    .isTrue();
        }
        for (int depth : List.of(1001, 100_000)) {
            assertThat(ScanResult.reason(whole("[".repeat(depth)))).contains("nested deeper than 1000");
            assertThat(ScanResult.reason(whole("{\"a\":".repeat(depth)))).contains("nested deeper than 1000");
        }
    }

    /** Brackets of both kinds in a pattern of no period, so that none may be taken for another. */
    @Test
    void remembersTheKindOfEveryLevel() {
        String json = nested(1000);
        for (int i = json.length() - 1; i > json.length() - 1000; i--) {
            char other = json.charAt(i) == ']' ? '}' : ']';
            String wrong = json.substring(0, i) + other + json.substring(i + 1);

            assertThat(ScanResult.position(whole(wrong))).isEqualTo(i);
        }
    }

    @Test
    void findsTheWantedMembersOfTheOutermostObjectAlone() {
        fields.field("a");
        fields.field("b");
        fields.field("c");
        String json = " { \"x\" : {\"a\":0} , \"a\" : [ {\"b\":1} ] ,\"b\":-1.5 , \"y\" : [\"c\"] } ";

        assertThat(members(json)).containsExactly("[ {\"b\":1} ]", "-1.5", null);
        assertThat(members("[{\"a\":1}]")).containsExactly(null, null, null);
    }

    @Test
    void tellsDuplicatesAndEscapedNames() {
        fields.field("a");

        assertThat(members("{\"a\":1,\"\\u0061\":2}")).containsExactly("2");
        assertThat(whole("{\"a\":1,\"\\u0061\":2}")).isEqualTo(18 | ScanResult.DUPLICATES | ScanResult.ESCAPES);
        assertThat(whole("{\"a\":\"\\n\",\"b\":2,\"b\":3}")).isEqualTo(22);
        assertThat(whole("{\"x\":{\"\\u0061\":2}}")).isEqualTo(18);
    }

    @Test
    void readsTheNextValueAndLeavesTheRest() {
        byte[] json = "  12 , {\"a\":[1]}]".getBytes(StandardCharsets.US_ASCII);

        assertThat(JsonScanner.value(json, 0, json.length, fields.table(), new int[0]))
                .isEqualTo(4);
        assertThat(JsonScanner.value(json, 6, json.length, fields.table(), new int[0]))
                .isEqualTo(16);
        assertThat(ScanResult.truncated(JsonScanner.value(json, 6, 15, fields.table(), new int[0])))
                .isTrue();
    }

    @Test
    void countsOffsetsFromWhereItStarted() {
        fields.field("a");
        byte[] json = "#####{\"a\":17}".getBytes(StandardCharsets.US_ASCII);
        int[] index = {9, 9};

        JsonScanner.value(json, 5, json.length, fields.table(), index);

        assertThat(index).containsExactly(5, 7);
    }

    /** Objects and arrays by the digits of a square root. */
    private static String nested(int depth) {
        StringBuilder json = new StringBuilder();
        StringBuilder close = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            boolean object = (long) (i * Math.sqrt(2)) % 2 == 0;
            json.append(object ? "{\"a\":" : "[");
            close.append(object ? '}' : ']');
        }
        return json.append('1').append(close.reverse()).toString();
    }

    private String[] members(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        int[] index = new int[2 * fields.size()];
        assertThat(ScanResult.ok(JsonScanner.whole(bytes, 0, bytes.length, fields.table(), index)))
                .isTrue();
        String[] members = new String[fields.size()];
        for (int i = 0; i < members.length; i++) {
            if (index[2 * i + 1] != 0) {
                members[i] = json.substring(index[2 * i], index[2 * i + 1]);
            }
        }
        return members;
    }

    private static byte[] quoted(byte[] text) {
        byte[] json = Arrays.copyOf(text, text.length + 2);
        System.arraycopy(text, 0, json, 1, text.length);
        json[0] = '"';
        json[json.length - 1] = '"';
        return json;
    }

    private long whole(String json) {
        return scan(json.getBytes(StandardCharsets.UTF_8));
    }

    private long scan(byte[] json) {
        return JsonScanner.whole(json, 0, json.length, fields.table(), new int[2 * fields.size()]);
    }
}
