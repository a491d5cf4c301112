package dev.wharf.msgpack;

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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which bytes mean which value, by the specification of MessagePack. */
class MsgpackCodecTest {
    private static final MsgpackCodec CODEC = MsgpackCodec.MSGPACK;

    @Test
    void hasANameAndAContentType() {
        assertThat(CODEC.name()).isEqualTo("msgpack");
        assertThat(CODEC.contentType()).isEqualTo("application/msgpack");
    }

    @Test
    void everyFormatIsReadAndWrittenAsItWas() {
        both("c0", Value.NULL);
        both("c2", Value.Bool.FALSE);
        both("c3", Value.Bool.TRUE);
        both("7f", new Value.Int(127, IntType.I8));
        both("e0", new Value.Int(-32, IntType.I8));
        both("d0 80", new Value.Int(-128, IntType.I8));
        both("cc 80", new Value.Int(128, IntType.U8));
        both("d1 ff7f", new Value.Int(-129, IntType.I16));
        both("d1 7fff", new Value.Int(32_767, IntType.I16));
        both("cd 7fff", new Value.Int(32_767, IntType.U16));
        both("cd 8000", new Value.Int(32_768, IntType.U16));
        both("d2 80000000", new Value.Int(Integer.MIN_VALUE, IntType.I32));
        both("d2 00010000", new Value.Int(65_536, IntType.I32));
        both("ce 00010000", new Value.Int(65_536, IntType.U32));
        both("ce ffffffff", new Value.Int(0xFFFFFFFFL, IntType.U32));
        both("d3 8000000000000000", new Value.Int(Long.MIN_VALUE, IntType.I64));
        both("d3 0000000100000000", new Value.Int(1L << 32, IntType.I64));
        both("cf 0000000100000000", new Value.Int(1L << 32, IntType.U64));
        both("cf ffffffffffffffff", new Value.Int(-1, IntType.U64));
        both("ca 3fc00000", new Value.Float32(1.5f));
        both("cb 3fb999999999999a", new Value.Float64(0.1));
        both("cb 8000000000000000", new Value.Float64(-0.0));
        both("a0", new Value.Text(""));
        both("a3 c3a461", new Value.Text("äa"));
        both("d9 20 " + "61".repeat(32), new Value.Text("a".repeat(32)));
        both("da 0100 " + "61".repeat(256), new Value.Text("a".repeat(256)));
        both("db 00010000 " + "61".repeat(65_536), new Value.Text("a".repeat(65_536)));
        both("c4 02 ff00", new Value.Binary(new byte[] {-1, 0}));
        both("c5 0100 " + "00".repeat(256), new Value.Binary(new byte[256]));
        both("c6 00010000 " + "00".repeat(65_536), new Value.Binary(new byte[65_536]));
        both("90", new Value.Array(List.of()));
        both("92 01 a1 62", new Value.Array(List.of(new Value.Int(1, IntType.I8), new Value.Text("b"))));
        both("dc 0010 " + "c0".repeat(16), new Value.Array(java.util.Collections.nCopies(16, Value.NULL)));
        both("dd 00010000 " + "c0".repeat(65_536), new Value.Array(java.util.Collections.nCopies(65_536, Value.NULL)));
        both("80", new Value.Row(Shape.of(List.of()), List.of()));
        both("82 a161 c0 a162 c2", new Value.Row(Shape.of(List.of("a", "b")), List.of(Value.NULL, Value.Bool.FALSE)));
    }

    private static void both(String hex, Value value) {
        assertThat(read(CODEC, hex(hex))).as(hex).isEqualTo(value);
        assertThat(HexFormat.of().formatHex(encode(CODEC, value))).isEqualTo(hex.replace(" ", ""));
    }

    /** All of them are the number 5 or -5. */
    @Test
    void aFormThatIsTooLongMeansWhatTheShortestDoes() {
        for (String hex : List.of(
                "05",
                "cc05",
                "cd0005",
                "ce00000005",
                "cf0000000000000005",
                "d005",
                "d10005",
                "d200000005",
                "d30000000000000005")) {
            assertThat(read(CODEC, hex(hex))).isEqualTo(new Value.Int(5, IntType.I8));
        }
        assertThat(read(CODEC, hex("d3fffffffffffffffb"))).isEqualTo(new Value.Int(-5, IntType.I8));
        assertThat(read(CODEC, hex("db00000001 61"))).isEqualTo(new Value.Text("a"));
        assertThat(read(CODEC, hex("de0001 a161 05"))).isEqualTo(read(CODEC, hex("81 a161 05")));
    }

    @Test
    void integersAreWrittenInTheShortestForm() {
        assertThat(encode(CODEC, Value.Int.of(5))).hasSize(1);
        assertThat(encode(CODEC, Value.Int.of(200))).containsExactly(0xcc, 200);
        assertThat(encode(CODEC, Value.Int.of(300))).containsExactly(0xd1, 1, 44);
        assertThat(encode(CODEC, new Value.Int(300, IntType.U64))).containsExactly(0xcd, 1, 44);
        assertThat(encode(CODEC, new Value.Int(-1, IntType.I64))).containsExactly(0xff);
    }

    @Test
    void timestampsOfAllThreeLengthsAreRead() {
        both("d6 ff 00000001", time(Instant.ofEpochSecond(1)));
        both("d7 ff 00000004 00000001", time(Instant.ofEpochSecond(1, 1)));
        both("d7 ff 00000001 00000000", time(Instant.ofEpochSecond(1L << 32)));
        both("c7 0c ff 3b9ac9ff ffffffffffffffff", time(Instant.ofEpochSecond(-1, 999_999_999)));
        both("c7 0c ff 00000000 0000000400000000", time(Instant.ofEpochSecond(1L << 34)));
    }

    private static Value time(Instant instant) {
        return new Value.Timestamp(instant, TimeUnit.NANOS);
    }

    @Test
    void otherExtensionsAreKept() {
        both("d4 05 2a", extension(5, new byte[] {42}));
        both("d5 80 0102", extension(-128, new byte[] {1, 2}));
        both("d6 7f 01020304", extension(127, new byte[] {1, 2, 3, 4}));
        both("d8 05 " + "00".repeat(16), extension(5, new byte[16]));
        both("c7 00 05", extension(5, new byte[0]));
        both("c7 03 05 010203", extension(5, new byte[] {1, 2, 3}));
        both("c8 0100 05 " + "00".repeat(256), extension(5, new byte[256]));
        both("c9 00010000 05 " + "00".repeat(65_536), extension(5, new byte[65_536]));
        both("c7 05 ff 0000000000", extension(-1, new byte[5])); // no length that a timestamp has
        both("d7 ff ffffffff00000000", extension(-1, hex("ffffffff00000000"))); // more than a second of nanoseconds
        both("c7 0c ff 00000000 7fffffffffffffff", extension(-1, hex("000000007fffffffffffffff"))); // beyond Java's
    }

    private static Value extension(int type, byte[] bytes) {
        return new Value.Tagged("ext:" + type, new Value.Binary(bytes));
    }

    @Test
    void aMapWithAnyOtherKeyIsNoRow() {
        Map<Value, Value> entries = new LinkedHashMap<>();
        entries.put(new Value.Text("a"), Value.NULL);
        entries.put(new Value.Int(1, IntType.I8), Value.Bool.TRUE);
        both("82 a161 c0 01 c3", new Value.MapOf(entries));
        both("81 c0 c3", new Value.MapOf(Map.of(Value.NULL, Value.Bool.TRUE)));
    }

    @Test
    void ofTwoEqualKeysTheLastCounts() {
        assertThat(read(CODEC, hex("83 a161 01 a162 02 a161 03"))).isEqualTo(read(CODEC, hex("82 a161 03 a162 02")));
        assertThat(read(CODEC, hex("82 05 01 cc05 02"))).isEqualTo(read(CODEC, hex("81 05 02")));
    }

    @Test
    void malformedBytesAreNotRead() {
        malformed("c1", "the byte 0xc1 begins no value", 0);
        malformed("92 01", "the input ends inside a value", 2);
        malformed("93 01", "the input ends inside a value", 2);
        malformed("a2 61", "the input ends inside a value", 2);
        malformed("a1 ff", "a text is not valid UTF-8", 1);
        malformed("81 a1 ff 00", "a text is not valid UTF-8", 2);
        malformed("91 81 a2 c0 80 00", "a text is not valid UTF-8", 3);
        malformed("a3 ed a0 80", "a text is not valid UTF-8", 1);
        malformed("d9", "the input ends inside a value", 1);
        malformed("c7 01", "the input ends inside a value", 2);
        malformed("c0 c0", "there is something behind the value", 1);
    }

    private static void malformed(String hex, String reason, long position) {
        Decoded.Failure failure = (Decoded.Failure) CODEC.decode(Payload.of(hex(hex)), new Fields());
        assertThat(failure).as(hex).isEqualTo(new Decoded.Failure(reason, position));
        assertThatThrownBy(() -> read(CODEC, hex(hex)))
                .isInstanceOf(WharfException.class)
                .hasMessage("the bytes are not msgpack: " + reason + " at byte " + position);
    }

    @Test
    void aDecimalIsWrittenAsTheNumberThatItIs() {
        assertThat(readBack(new Value.Decimal(new BigDecimal("1.50")))).isEqualTo(new Value.Float64(1.5));
        assertThat(readBack(new Value.Decimal(new BigDecimal("0.1")))).isEqualTo(new Value.Float64(0.1));
        assertThat(readBack(new Value.Decimal(new BigDecimal("5E+1")))).isEqualTo(new Value.Int(50, IntType.I8));
        assertThat(readBack(new Value.Decimal(new BigDecimal("18446744073709551615"))))
                .isEqualTo(new Value.Int(-1, IntType.U64));
        assertThat(readBack(new Value.Decimal(new BigDecimal("1E+300")))).isEqualTo(new Value.Float64(1e300));
        refused(
                new Value.Decimal(new BigDecimal("18446744073709551617")),
                "a decimal has no form in MessagePack: it has more digits than a double keeps");
        refused(
                new Value.Decimal(new BigDecimal("0.12345678901234567890")),
                "a decimal has no form in MessagePack: it has more digits than a double keeps");
        refused(
                new Value.Decimal(new BigDecimal("1E+1000000000")),
                "a decimal has no form in MessagePack: it has more digits than a double keeps");
    }

    private static Value readBack(Value value) {
        return read(CODEC, encode(CODEC, value));
    }

    @Test
    void whatHasNoFormBecomesTextWhereItCanBeReadBack() {
        assertThat(readBack(new Value.Date(LocalDate.of(2026, 1, 2)))).isEqualTo(new Value.Text("2026-01-02"));
        assertThat(readBack(new Value.Time(LocalTime.of(12, 0), TimeUnit.MILLIS)))
                .isEqualTo(new Value.Text("12:00:00"));
        assertThat(readBack(new Value.LocalTimestamp(LocalDateTime.of(2026, 1, 2, 3, 4), TimeUnit.MICROS)))
                .isEqualTo(new Value.Text("2026-01-02T03:04:00"));
        assertThat(readBack(new Value.Symbol("NEW", 3))).isEqualTo(new Value.Text("NEW"));
        assertThat(readBack(new Value.Tagged("com.example.Order", Value.NULL))).isEqualTo(Value.NULL);
        refused(new Value.Interval(1, 2, 3), "an interval has no form in MessagePack");
        refused(Value.ABSENT, "a field that is absent has no form in MessagePack");
        refused(new Value.Text("\uD800"), "text with half of a surrogate pair has no UTF-8, and so no MessagePack");
        refused(
                new Value.Tagged("ext:5", Value.NULL),
                "an extension of MessagePack (ext:5) holds bytes, and nothing else");
    }

    private static void refused(Value value, String text) {
        assertThatThrownBy(() -> encode(CODEC, value))
                .isInstanceOf(WharfException.class)
                .hasMessage(text);
    }

    @Test
    void aBranchThatOnlyLooksLikeAnExtensionIsLeftOut() {
        for (String branch :
                List.of("ext:", "ext:128", "ext:-129", "ext:+5", "ext:05", "ext:5 ", "EXT:5", "ext:1000")) {
            assertThat(readBack(new Value.Tagged(branch, Value.NULL)))
                    .as(branch)
                    .isEqualTo(Value.NULL);
        }
    }

    @Test
    void anAbsentFieldIsLeftOut() {
        Value row = new Value.Row(Shape.of(List.of("a", "b")), List.of(Value.ABSENT, Value.NULL));
        assertThat(encode(CODEC, row)).isEqualTo(hex("81 a162 c0"));
        Value map = new Value.MapOf(Map.of(new Value.Text("a"), Value.ABSENT));
        assertThat(encode(CODEC, map)).isEqualTo(hex("80"));
    }

    @Test
    void aValueThatIsTooDeepIsNotWritten() {
        Value deep = Value.NULL;
        for (int i = 0; i < 1001; i++) {
            deep = i % 2 == 0 ? Value.Array.of(deep) : new Value.Tagged("x", deep);
        }
        refused(deep, "a value nested deeper than 1000 levels cannot be written as MessagePack: flatten it first");
    }
}
