package dev.wharf.cbor;

import static dev.wharf.packed.PackedChecks.encode;
import static dev.wharf.packed.PackedChecks.hex;
import static dev.wharf.packed.PackedChecks.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import dev.wharf.value.Value.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which bytes mean which value; many of the bytes are from appendix A of RFC 8949. */
class CborCodecTest {
    private static final CborCodec CODEC = CborCodec.CBOR;

    @Test
    void hasANameAndAContentType() {
        assertThat(CODEC.name()).isEqualTo("cbor");
        assertThat(CODEC.contentType()).isEqualTo("application/cbor");
    }

    @Test
    void integersAreReadAndWrittenAsTheyWere() {
        both("00", new Value.Int(0, IntType.U8));
        both("17", new Value.Int(23, IntType.U8));
        both("18 18", new Value.Int(24, IntType.U8));
        both("18 ff", new Value.Int(255, IntType.U8));
        both("19 03e8", new Value.Int(1000, IntType.U16));
        both("1a 000f4240", new Value.Int(1_000_000, IntType.U32));
        both("1b 000000e8d4a51000", new Value.Int(1_000_000_000_000L, IntType.U64));
        both("1b ffffffffffffffff", new Value.Int(-1, IntType.U64));
        both("20", new Value.Int(-1, IntType.I8));
        both("38 63", new Value.Int(-100, IntType.I8));
        both("38 80", new Value.Int(-129, IntType.I16));
        both("39 03e7", new Value.Int(-1000, IntType.I16));
        both("3a 7fffffff", new Value.Int(Integer.MIN_VALUE, IntType.I32));
        both("3b 7fffffffffffffff", new Value.Int(Long.MIN_VALUE, IntType.I64));
        both("3b ffffffffffffffff", Value.Decimal.of(new BigInteger("-18446744073709551616")));
        both("c2 49 010000000000000000", Value.Decimal.of(BigInteger.ONE.shiftLeft(64)));
        both("c3 49 010000000000000000", Value.Decimal.of(new BigInteger("-18446744073709551617")));
    }

    @Test
    void fractionsAreReadAndWrittenAsTheyWere() {
        both("f9 3c00", new Value.Float32(1));
        both("f9 8000", new Value.Float32(-0.0f));
        both("f9 0001", new Value.Float32(5.9604645e-8f));
        both("f9 7c00", new Value.Float32(Float.POSITIVE_INFINITY));
        both("f9 7e00", new Value.Float32(Float.NaN));
        both("fa 47c35000", new Value.Float32(100_000));
        both("fb 3ff199999999999a", new Value.Float64(1.1));
        both("fb 3ff8000000000000", new Value.Float64(1.5));
        both("c4 82 21 19 6ab3", new Value.Decimal(new BigDecimal("273.15")));
        both("c4 82 00 05", new Value.Decimal(new BigDecimal("5")));
        both("c4 82 05 20", new Value.Decimal(new BigDecimal("-1E+5")));
        both("c4 82 20 c2 49 010000000000000000", new Value.Decimal(new BigDecimal("1844674407370955161.6")));
    }

    @Test
    void stringsArraysAndMapsAreReadAndWrittenAsTheyWere() {
        both("40", new Value.Binary(new byte[0]));
        both("44 01020304", new Value.Binary(new byte[] {1, 2, 3, 4}));
        both("60", new Value.Text(""));
        both("62 c3bc", new Value.Text("ü"));
        both("64 f0908591", new Value.Text("\uD800\uDD51"));
        both("78 18 " + "61".repeat(24), new Value.Text("a".repeat(24)));
        both("79 0100 " + "61".repeat(256), new Value.Text("a".repeat(256)));
        both("80", new Value.Array(List.of()));
        both("82 f6 f5", new Value.Array(List.of(Value.NULL, Value.Bool.TRUE)));
        both("98 18 " + "f6".repeat(24), new Value.Array(java.util.Collections.nCopies(24, Value.NULL)));
        both("99 0100 " + "f6".repeat(256), new Value.Array(java.util.Collections.nCopies(256, Value.NULL)));
        both("9a 00010000 " + "f6".repeat(65_536), new Value.Array(java.util.Collections.nCopies(65_536, Value.NULL)));
        both("a0", new Value.Row(Shape.of(List.of()), List.of()));
        both("a1 6161 f4", new Value.Row(Shape.of(List.of("a")), List.of(Value.Bool.FALSE)));
        both("a1 01 f4", new Value.MapOf(Map.of(new Value.Int(1, IntType.U8), Value.Bool.FALSE)));
    }

    private static void both(String hex, Value value) {
        assertThat(read(CODEC, hex(hex))).as(hex).isEqualTo(value);
        assertThat(HexFormat.of().formatHex(encode(CODEC, value))).isEqualTo(hex.replace(" ", ""));
    }

    private static void means(String hex, String canonical) {
        assertThat(read(CODEC, hex(hex))).as(hex).isEqualTo(read(CODEC, hex(canonical)));
    }

    @Test
    void longerHeadsMeanWhatTheShortestDoes() {
        for (String hex :
                List.of("18 05", "19 0005", "1a 00000005", "1b 0000000000000005", "c2 41 05", "c2 43 000005")) {
            means(hex, "05");
        }
        means("3b 0000000000000005", "25");
        means("c3 41 05", "25");
        means("c2 40", "00");
        means("7b 0000000000000001 61", "61 61");
        means("bb 0000000000000001 6161 00", "a1 6161 00");
        means("c4 82 00 1b ffffffffffffffff", "1b ffffffffffffffff");
    }

    @Test
    void indefiniteLengthsAreRead() {
        means("5f 42 0102 43 030405 ff", "45 0102030405");
        means("5f ff", "40");
        means("7f 65 7374726561 64 6d696e67 ff", "69 73747265616d696e67");
        means("9f ff", "80");
        means("9f 01 82 02 03 9f 04 05 ff ff", "83 01 82 0203 82 0405");
        means("bf 6161 01 6162 9f 02 03 ff ff", "a2 6161 01 6162 82 02 03");
        means("bf 7f 61 66 61 6f ff 01 ff", "a1 62 666f 01");
        means("bf ff", "a0");
        StringBuilder many = new StringBuilder("9f");
        for (int i = 0; i < 500; i++) {
            many.append("f6");
        }
        means(many + "ff", "99 01f4" + "f6".repeat(500));
    }

    @Test
    void aFieldIsFoundByANameInPieces() {
        Fields fields = new Fields();
        var field = fields.field("fo");
        var document = (dev.wharf.value.Document) CODEC.decode(Payload.of(hex("bf 7f 61 66 61 6f ff 01 ff")), fields);
        assertThat(document.isRow()).isTrue();
        assertThat(document.get(field)).isEqualTo(new Value.Int(1, IntType.U8));
    }

    @Test
    void timesAreRead() {
        both("c1 1a 514b67b0", time("2013-03-21T20:04:00Z", TimeUnit.SECONDS));
        both("c1 20", time("1969-12-31T23:59:59Z", TimeUnit.SECONDS));
        both(text("c0", "2013-03-21T20:04:00.500Z"), time("2013-03-21T20:04:00.5Z", TimeUnit.MILLIS));
        both(text("c0", "2013-03-21T20:04:00.000Z"), time("2013-03-21T20:04:00Z", TimeUnit.MILLIS));
        both(text("c0", "2013-03-21T20:04:00.000001Z"), time("2013-03-21T20:04:00.000001Z", TimeUnit.MICROS));
        both(text("c0", "2013-03-21T20:04:00.123456789Z"), time("2013-03-21T20:04:00.123456789Z", TimeUnit.NANOS));
        means(text("c0", "2013-03-21T21:04:00+01:00"), "c1 1a 514b67b0");
        means("c1 fb 41d452d9ec200000", text("c0", "2013-03-21T20:04:00.500Z"));
        means("c1 fb bff8000000000000", text("c0", "1969-12-31T23:59:58.500Z"));
        means("c1 f9 3c00", "c1 01");
    }

    private static Value time(String text, TimeUnit unit) {
        return new Value.Timestamp(Instant.parse(text), unit);
    }

    private static String text(String tag, String ascii) {
        int length = ascii.length();
        String head = length < 24 ? String.format("%02x", 0x60 + length) : String.format("78%02x", length);
        return tag + head + HexFormat.of().formatHex(ascii.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void datesAreRead() {
        both(text("d903ec", "2026-01-02"), new Value.Date(LocalDate.of(2026, 1, 2)));
        means("d864 19 4fe7", text("d903ec", "2026-01-02"));
        both("d864 3a 7fffffff", new Value.Date(LocalDate.ofEpochDay(Integer.MIN_VALUE)));
    }

    @Test
    void tagsThatAreUnknownOrOfOtherContentsAreKept() {
        both("d818 41 00", new Value.Tagged("tag:24", new Value.Binary(new byte[1])));
        both(
                "c5 82 20 03",
                new Value.Tagged(
                        "tag:5",
                        new Value.Array(List.of(new Value.Int(-1, IntType.I8), new Value.Int(3, IntType.U8)))));
        both("db ffffffffffffffff 00", new Value.Tagged("tag:18446744073709551615", new Value.Int(0, IntType.U8)));
        both("c0 00", new Value.Tagged("tag:0", new Value.Int(0, IntType.U8)));
        both(text("c0", "yesterday"), new Value.Tagged("tag:0", new Value.Text("yesterday")));
        both("c1 f9 7e00", new Value.Tagged("tag:1", new Value.Float32(Float.NaN)));
        both("c1 1b ffffffffffffffff", new Value.Tagged("tag:1", new Value.Int(-1, IntType.U64)));
        both("c2 60", new Value.Tagged("tag:2", new Value.Text("")));
        both("c4 80", new Value.Tagged("tag:4", new Value.Array(List.of())));
        both(
                "c4 82 1a 7fffffff 01",
                new Value.Tagged(
                        "tag:4",
                        new Value.Array(
                                List.of(new Value.Int(Integer.MAX_VALUE, IntType.U32), new Value.Int(1, IntType.U8)))));
        both(text("d903ec", "2026-02-30"), new Value.Tagged("tag:1004", new Value.Text("2026-02-30")));
        both("c6 c6 f6", new Value.Tagged("tag:6", new Value.Tagged("tag:6", Value.NULL)));
    }

    @Test
    void aNumberOfTooManyDigitsIsKeptAsItIs() {
        byte[] bytes = new byte[500];
        bytes[0] = 1;
        both("c2 59 01f4 " + HexFormat.of().formatHex(bytes), new Value.Tagged("tag:2", new Value.Binary(bytes)));
        refused(
                Value.Decimal.of(new BigInteger(bytes)),
                "a decimal has no form in CBOR: it has more than 1000 digits, or an exponent beyond 10000");
        refused(
                new Value.Decimal(new BigDecimal("1E+10001")),
                "a decimal has no form in CBOR: it has more than 1000 digits, or an exponent beyond 10000");
    }

    @Test
    void simpleValuesAreKept() {
        both("f0", new Value.Tagged("simple:16", Value.NULL));
        both("f8 20", new Value.Tagged("simple:32", Value.NULL));
        both("f8 ff", new Value.Tagged("simple:255", Value.NULL));
        means("f7", "f6");
    }

    @Test
    void theTagThatSaysThatThisIsCborIsSteppedOver() {
        means("d9d9f7 a1 6161 00", "a1 6161 00");
        means("d9d9f7 d9d9f7 00", "00");
        var document = (dev.wharf.value.Document) CODEC.decode(Payload.of(hex("d9d9f7 a1 6161 00")), new Fields());
        assertThat(document.isRow()).isTrue();
    }

    @Test
    void malformedBytesAreNotRead() {
        for (String head : List.of("1c", "1d", "1e", "3c", "5c", "7d", "9e", "bc", "dd", "fc", "fd", "fe")) {
            malformed(head, "a head uses a reserved value, 28 to 30", 0);
        }
        for (String head : List.of("1f", "3f", "df", "ff")) {
            malformed(head, "an indefinite length or a break cannot stand here", 0);
        }
        malformed("f8 18", "a simple value below 32 stands in a byte of its own", 1);
        malformed("f8 14", "a simple value below 32 stands in a byte of its own", 1);
        malformed("82 00 ff", "an indefinite length or a break cannot stand here", 2);
        malformed("bf 00 ff", "an indefinite length or a break cannot stand here", 2);
        String pieces = "a string of indefinite length consists of strings of definite length and the same kind";
        malformed("5f 00 ff", pieces, 1);
        malformed("5f 61 61 ff", pieces, 1);
        malformed("7f 5f ff ff", pieces, 1);
        malformed("7f 7f ff ff", pieces, 1);
        malformed("7f 61 c3 61 a4 ff", "a text is not valid UTF-8", 2);
        malformed("61 ff", "a text is not valid UTF-8", 1);
        malformed("a1 61 ff 00", "a text is not valid UTF-8", 2);
        malformed("9f", "the input ends inside a value", 1);
        malformed("c1", "the input ends inside a value", 1);
        malformed("f9 00", "the input ends inside a value", 2);
        malformed("00 00", "there is something behind the value", 1);
    }

    private static void malformed(String hex, String reason, long position) {
        Decoded.Failure failure = (Decoded.Failure) CODEC.decode(Payload.of(hex(hex)), new Fields());
        assertThat(failure).as(hex).isEqualTo(new Decoded.Failure(reason, position));
        assertThatThrownBy(() -> read(CODEC, hex(hex)))
                .isInstanceOf(WharfException.class)
                .hasMessage("the bytes are not cbor: " + reason + " at byte " + position);
    }

    @Test
    void whatHasNoFormBecomesTextOrIsRefused() {
        assertThat(encode(CODEC, new Value.Time(LocalTime.of(12, 0), TimeUnit.MILLIS)))
                .isEqualTo(hex(text("", "12:00:00")));
        assertThat(encode(CODEC, new Value.Symbol("NEW", 3))).isEqualTo(hex(text("", "NEW")));
        assertThat(encode(CODEC, new Value.Tagged("com.example.Order", Value.NULL)))
                .isEqualTo(hex("f6"));
        assertThat(encode(CODEC, new Value.Tagged("tag:05", Value.NULL))).isEqualTo(hex("f6"));
        assertThat(encode(CODEC, new Value.Tagged("simple:20", Value.NULL))).isEqualTo(hex("f6"));
        assertThat(encode(CODEC, new Value.Decimal(new BigDecimal("18446744073709551615"))))
                .isEqualTo(hex("1b ffffffffffffffff"));
        refused(new Value.Interval(1, 2, 3), "an interval has no form in CBOR");
        refused(Value.ABSENT, "a field that is absent has no form in CBOR");
        refused(new Value.Text("\uDC00a"), "text with half of a surrogate pair has no UTF-8, and so no CBOR");
        refused(
                new Value.Tagged("simple:5", new Value.Text("")),
                "a simple value of CBOR (simple:5) goes with null, and nothing else");
        refused(
                new Value.Timestamp(Instant.parse("+10000-01-01T00:00:00.5Z"), TimeUnit.MILLIS),
                "a timestamp has no form in CBOR: its year is not between 0 and 9999, and it has a fraction of a"
                        + " second");
    }

    private static void refused(Value value, String text) {
        assertThatThrownBy(() -> encode(CODEC, value))
                .isInstanceOf(WharfException.class)
                .hasMessage(text);
    }

    @Test
    void aValueThatIsTooDeepIsNotWritten() {
        Value deep = Value.NULL;
        for (int i = 0; i < 100_000; i++) {
            deep = new Value.Tagged("tag:6", deep);
        }
        refused(deep, "a value nested deeper than 1000 levels cannot be written as CBOR: flatten it first");
    }
}
