package dev.wharf.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whole JSON records to values and back: by us, and by Jackson to maps and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class JsonValueBenchmark {
    private static final int RECORDS = 1024;
    private static final long SEED = 1;

    /**
     * Five fields; a nested object, an array of objects, decimals and null; or the nested record that formats are
     * compared by, see {@link AvroSample#NESTED}.
     */
    @Param({"flat", "nested", "order"})
    private String shape = "flat";

    private final ObjectMapper jackson = new ObjectMapper();
    private final ByteSink sink = new ByteSink(4096);
    private final List<byte[]> records = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final List<Map<?, ?>> maps = new ArrayList<>();
    private int next;

    /** The same records whenever it runs. */
    @Setup
    public void makeRecords() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < RECORDS; i++) {
            String json = record(random);
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            records.add(bytes);
            values.add(JsonCodec.JSON.read(Payload.of(bytes)));
            maps.add(jackson.readValue(bytes, Map.class));
        }
    }

    private String record(Random random) {
        return switch (shape) {
            case "flat" -> flat(random);
            case "nested" -> nested(random);
            case "order" -> order(random);
            default -> throw new IllegalStateException(shape + " is no shape");
        };
    }

    private static String flat(Random random) {
        return """
            {"id":"%s","price":%s,"ts":%d,"event":"event of some length %s","count":%d}\
            """.formatted(
                        new UUID(random.nextLong(), random.nextLong()),
                        random.nextDouble() * 1e4,
                        1_764_288_000_000L + random.nextInt(),
                        "abcdefghij".substring(0, 5 + random.nextInt(6)),
                        random.nextInt(100_000));
    }

    private static String nested(Random random) {
        return """
            {"order_id":%d,"customer":{"name":"Customer %d","city":"Zürich"},\
            "items":[%s,%s,%s],"total":%d.%02d,"note":null}\
            """.formatted(
                        random.nextLong() >>> 20,
                        random.nextInt(1000),
                        line(random),
                        line(random),
                        line(random),
                        random.nextInt(100_000),
                        random.nextInt(100));
    }

    private static String order(Random random) {
        return """
            {"id":"%s","note":"leave it at door %d","status":"%s","customer":{"name":"Customer %d","country":"GB",\
            "age":%d},"lines":[%s,%s,%s],"tags":{"channel":"web","campaign":"spring"},"time":%d}\
            """.formatted(
                        new UUID(random.nextLong(), random.nextLong()),
                        random.nextInt(1_000),
                        random.nextBoolean() ? "PAID" : "SENT",
                        random.nextInt(10_000),
                        18 + random.nextInt(80),
                        line(random),
                        line(random),
                        line(random),
                        1_764_288_000_000L + random.nextInt());
    }

    private static String line(Random random) {
        return """
            {"sku":"SKU-%d","quantity":%d,"price":%d.%02d}\
            """.formatted(random.nextInt(10_000), random.nextInt(9), random.nextInt(1_000), random.nextInt(100));
    }

    private int next() {
        next = (next + 1) % RECORDS;
        return next;
    }

    /** Bytes to a value. */
    @Benchmark
    public Value wharfReads() {
        return JsonCodec.JSON.read(Payload.of(records.get(next())));
    }

    /** Bytes to a map. */
    @Benchmark
    public Map<?, ?> jacksonReads() throws IOException {
        return jackson.readValue(records.get(next()), Map.class);
    }

    /** A value to bytes; its decimals know their digits from the time before. */
    @Benchmark
    public byte[] wharfWrites() {
        return written(values.get(next()));
    }

    /** A map to bytes. */
    @Benchmark
    public byte[] jacksonWrites() throws IOException {
        return jackson.writeValueAsBytes(maps.get(next()));
    }

    /** Bytes to a value and back, so that nothing is known from the time before. */
    @Benchmark
    public byte[] wharfReadsAndWrites() {
        return written(JsonCodec.JSON.read(Payload.of(records.get(next()))));
    }

    /** Bytes to a map and back. */
    @Benchmark
    public byte[] jacksonReadsAndWrites() throws IOException {
        return jackson.writeValueAsBytes(jackson.readValue(records.get(next()), Map.class));
    }

    private byte[] written(Value value) {
        sink.clear();
        JsonCodec.JSON.encode(value, sink);
        return sink.toByteArray();
    }
}
