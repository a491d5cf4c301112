package dev.wharf.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of Avro's library for Python, made by {@code python/write.py} beside them. */
class AvroPythonTest {
    private static final int ORDERS = 8;

    private final AvroCodec codec = AvroCodec.of(new String(resource("order.avsc"), StandardCharsets.UTF_8));

    @Test
    void readsWhatPythonWroteAndWritesTheSame() {
        for (int number = 0; number < ORDERS; number++) {
            byte[] bytes = resource("order-" + number + ".bin");
            Value.Row order = (Value.Row) codec.read(Payload.of(bytes));
            assertThat(order.get("id")).isEqualTo(new Value.Text("order-" + number + " ä漢😀"));
            assertThat(order.get("note")).isEqualTo(number % 2 == 0 ? new Value.Text("leave it") : Value.NULL);
            assertThat(order.get("amount"))
                    .isEqualTo(new Value.Decimal(new BigDecimal((number % 2 == 0 ? "" : "-") + "1234.5" + number)));
            assertThat(order.get("day"))
                    .isEqualTo(new Value.Date(LocalDate.of(1969, 12, 30).plusDays(number)));
            assertThat(order.get("until"))
                    .isEqualTo(new Value.Time(LocalTime.of(number, 59, 58, 123_456_000), Value.TimeUnit.MICROS));
            assertThat(order.get("sent"))
                    .isEqualTo(new Value.Timestamp(
                            Instant.parse((1969 + number) + "-12-31T23:59:59.999999Z"), Value.TimeUnit.MICROS));
            assertThat(order.get("made"))
                    .isEqualTo(new Value.Timestamp(
                            Instant.parse((1969 + number) + "-12-31T23:59:59.999Z"), Value.TimeUnit.MILLIS));
            assertThat(order.get("next") instanceof Value.Row).isEqualTo(number % 2 == 1);
            assertThat(encoded(order)).as("order %s", number).isEqualTo(bytes);
        }
    }

    @Test
    void whatPythonWroteInPartIsNoOrder() {
        for (int number = 0; number < ORDERS; number++) {
            byte[] bytes = resource("order-" + number + ".bin");
            for (int length = 0; length < bytes.length; length++) {
                assertThat(codec.decode(Payload.of(bytes, 0, length), new Fields()))
                        .isInstanceOf(Decoded.Failure.class);
            }
        }
    }

    @Tag("python")
    @Test
    void pythonReadsWhatIsWrittenHere(@TempDir Path folder) throws IOException, InterruptedException {
        ByteSink all = new ByteSink();
        for (int number = 0; number < ORDERS; number++) {
            all.write(encoded(codec.read(Payload.of(resource("order-" + number + ".bin")))));
        }
        Path file = folder.resolve("orders.bin");
        Files.write(file, all.toByteArray());
        Path script = folder.resolve("write.py");
        Files.write(script, resource("write.py"));
        assertThat(run(script.toString(), "read", file.toString())).isEqualTo("0: 8 orders are the same\n");
    }

    /** The exit code and what it printed. */
    private static String run(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "/usr/bin/python3";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        if (!Files.isExecutable(Path.of(command[0]))) {
            return "no Python";
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() + ": " + output : "no end";
    }

    private byte[] encoded(Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return sink.toByteArray();
    }

    private static byte[] resource(String name) {
        try (InputStream in = AvroPythonTest.class.getResourceAsStream("python/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
