package dev.wharf.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.cbor.CborCodec;
import dev.wharf.codec.Codec;
import dev.wharf.msgpack.MsgpackCodec;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import dev.wharf.value.Value.TimeUnit;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python's libraries wrote (see {@code src/test/fixtures/packed.py}), and what they make of what we write. */
class PythonTest {

    /** Equal to what we write in all but these: whole seconds are numbers with us. */
    private static final List<String> WRITTEN_OTHERWISE = List.of("time");

    private static Codec codec(String format) {
        return format.equals("cbor") ? CborCodec.CBOR : MsgpackCodec.MSGPACK;
    }

    @ParameterizedTest
    @ValueSource(strings = {"msgpack", "cbor"})
    void readsAndWritesWhatPythonWrote(String format) throws IOException {
        Codec codec = codec(format);
        Map<String, byte[]> python = python(format);
        Map<String, Value> values = values(format);
        assertThat(python.keySet()).isEqualTo(values.keySet());
        values.forEach((name, value) -> {
            byte[] bytes = python.getOrDefault(name, new byte[0]);
            byte[] ours = PackedChecks.encode(codec, value);
            assertThat(PackedChecks.read(codec, bytes)).as(name).isEqualTo(PackedChecks.read(codec, ours));
            if (!WRITTEN_OTHERWISE.contains(name)) {
                assertThat(ours).as(name).isEqualTo(bytes);
            }
            PackedChecks.holds(codec, bytes);
        });
    }

    @Tag("python")
    @ParameterizedTest
    @ValueSource(strings = {"msgpack", "cbor"})
    void pythonReadsWhatWeWrite(String format, @TempDir Path folder) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        values(format)
                .forEach((name, value) -> lines.append(name)
                        .append('\t')
                        .append(HexFormat.of().formatHex(PackedChecks.encode(codec(format), value)))
                        .append('\n'));
        Path ours = Files.writeString(folder.resolve("ours.tsv"), lines);
        int status = run(folder, "src/test/fixtures/packed.py", "check", format, ours.toString());
        assertThat(status).as(() -> said(folder)).isZero();
    }

    /** Debian's own: another Python may stand before it on the path, and has not its libraries. */
    private static int run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3"));
        command.addAll(List.of(arguments));
        if (!Files.isExecutable(Path.of(command.get(0)))) {
            return 127;
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        return process.waitFor();
    }

    private static String said(Path folder) {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Map<String, byte[]> python(String format) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        try (InputStream in = PythonTest.class.getResourceAsStream("/dev/wharf/" + format + "/python.tsv")) {
            assertThat(in).isNotNull();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    int tab = line.indexOf('\t');
                    all.put(line.substring(0, tab), HexFormat.of().parseHex(line.substring(tab + 1)));
                }
            }
        }
        return all;
    }

    @Test
    void bothFilesAreThere() throws IOException {
        assertThat(python("msgpack")).hasSizeGreaterThan(60);
        assertThat(python("cbor")).hasSizeGreaterThan(60);
    }

    private static Map<String, Value> values(String format) {
        Map<String, Value> values = new LinkedHashMap<>();
        simple(values);
        nested(values);
        integers(values);
        values.putAll(format.equals("cbor") ? cbor() : msgpack());
        return values;
    }

    private static void simple(Map<String, Value> values) {
        values.put("nothing", Value.NULL);
        values.put("true", Value.Bool.TRUE);
        values.put("false", Value.Bool.FALSE);
        values.put("one and a half", new Value.Float64(1.5));
        values.put("a tenth", new Value.Float64(0.1));
        values.put("negative zero", new Value.Float64(-0.0));
        values.put("infinity", new Value.Float64(Double.POSITIVE_INFINITY)); // CBOR: see below
        values.put("no text", new Value.Text(""));
        values.put("text", new Value.Text("äöü名🚀"));
        for (int length : List.of(31, 32, 256)) {
            values.put("text of " + length, new Value.Text("x".repeat(length)));
        }
    }

    private static void nested(Map<String, Value> values) {
        values.put("no bytes", new Value.Binary(new byte[0]));
        values.put("bytes", new Value.Binary(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f")));
        values.put("bytes of 256", new Value.Binary(new byte[256]));
        values.put("empty array", new Value.Array(List.of()));
        values.put(
                "array of 15",
                new Value.Array(
                        IntStream.range(0, 15).mapToObj(PythonTest::integer).toList()));
        values.put("array of 24", new Value.Array(Collections.nCopies(24, Value.NULL)));
        values.put("empty map", new Value.Row(Shape.of(List.of()), List.of()));
        values.put(
                "map of 16",
                new Value.Row(
                        Shape.of(IntStream.range(0, 16).mapToObj(i -> "n" + i).toList()),
                        IntStream.range(0, 16).mapToObj(PythonTest::integer).toList()));
        Map<Value, Value> entries = new LinkedHashMap<>();
        entries.put(integer(1), new Value.Text("a"));
        entries.put(integer(-1), new Value.Text("b"));
        entries.put(integer(300), Value.NULL);
        values.put("map of integers", new Value.MapOf(entries));
        values.put(
                "record",
                row(
                        "id", new Value.Text("00000000-0000-0001-0000-000000000002"),
                        "price", new Value.Float64(12.75),
                        "time", integer(1_700_000_000_123L),
                        "event", new Value.Text("created"),
                        "count", integer(70_000),
                        "lines",
                                new Value.Array(List.of(
                                        row("sku", new Value.Text("a"), "n", integer(1)),
                                        row("sku", new Value.Text("b"), "n", integer(2))))));
    }

    private static void integers(Map<String, Value> values) {
        for (String name : List.of(
                "0",
                "1",
                "23",
                "24",
                "127",
                "128",
                "255",
                "256",
                "32767",
                "32768",
                "65535",
                "65536",
                "2147483647",
                "2147483648",
                "4294967295",
                "4294967296",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551615",
                "-1",
                "-24",
                "-25",
                "-32",
                "-33",
                "-128",
                "-129",
                "-256",
                "-257",
                "-32768",
                "-32769",
                "-65536",
                "-65537",
                "-2147483648",
                "-2147483649",
                "-4294967296",
                "-4294967297",
                "-9223372036854775808")) {
            values.put("integer " + name, integer(new BigInteger(name).longValue(), name.startsWith("-")));
        }
    }

    private static Map<String, Value> msgpack() {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("extension", new Value.Tagged("ext:5", new Value.Binary(new byte[] {1, 2, 3})));
        values.put("extension of 8", new Value.Tagged("ext:127", new Value.Binary(new byte[8])));
        values.put("timestamp of seconds", time(1_700_000_000, 0, TimeUnit.SECONDS));
        values.put("timestamp of nanoseconds", time(1_700_000_000, 123_456_789, TimeUnit.NANOS));
        values.put("timestamp before", time(-1, 999_999_999, TimeUnit.NANOS));
        values.put("timestamp far off", time(1L << 40, 0, TimeUnit.NANOS));
        return values;
    }

    private static Map<String, Value> cbor() {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("infinity", new Value.Float32(Float.POSITIVE_INFINITY)); // Python writes it as a half
        values.put("integer of 65 bits", Value.Decimal.of(new BigInteger("18446744073709551616")));
        values.put("negative of 65 bits", Value.Decimal.of(new BigInteger("-18446744073709551617")));
        values.put("negative of 64 bits", Value.Decimal.of(new BigInteger("-18446744073709551616")));
        values.put("decimal", new Value.Decimal(new BigDecimal("273.15")));
        values.put("decimal with an exponent", new Value.Decimal(new BigDecimal("-1E+5")));
        values.put(
                "decimal of many digits",
                new Value.Decimal(new BigDecimal("12345678901234567890123456789.0123456789")));
        values.put("time", time(1_363_896_240, 0, TimeUnit.SECONDS));
        values.put("time with a fraction", time(1_363_896_240, 500_000_000, TimeUnit.MICROS));
        values.put("tag", new Value.Tagged("tag:4711", new Value.Array(List.of(new Value.Text("a"), integer(1)))));
        values.put("simple value", new Value.Tagged("simple:99", Value.NULL));
        return values;
    }

    private static Value time(long seconds, int nanos, TimeUnit unit) {
        return new Value.Timestamp(Instant.ofEpochSecond(seconds, nanos), unit);
    }

    /** Without a sign where it has none, which is what Python prefers. */
    private static Value integer(long number) {
        return integer(number, number < 0);
    }

    private static Value integer(long number, boolean negative) {
        return new Value.Int(number, negative ? IntType.I64 : IntType.U64);
    }

    private static Value row(Object... namesAndValues) {
        List<String> names = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            names.add((String) namesAndValues[i]);
            values.add((Value) namesAndValues[i + 1]);
        }
        return new Value.Row(Shape.of(names), values);
    }
}
