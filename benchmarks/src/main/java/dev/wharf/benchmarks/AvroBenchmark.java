package dev.wharf.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.avro.AvroCodec;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
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

/** A flat and a nested Avro record: decoded, encoded and turned into JSON, by us and by Avro's own library. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AvroBenchmark {
    @Param({"FLAT", "NESTED"})
    AvroSample sample = AvroSample.FLAT;

    private final Fields fields = new Fields();
    private final ByteSink sink = new ByteSink();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ObjectMapper jackson = new ObjectMapper();
    private Payload payload = Payload.NULL;
    private byte[] bytes = {};
    private AvroCodec codec = AvroCodec.of("\"null\"");
    private Value value = Value.NULL;
    private GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>();
    private GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>();
    private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    private GenericRecord record = AvroSample.FLAT.record();

    @Setup
    public void prepare() throws IOException {
        Schema schema = sample.schema();
        codec = AvroCodec.of(schema);
        reader = new GenericDatumReader<>(schema);
        writer = new GenericDatumWriter<>(schema);
        record = sample.record();
        bytes = apacheEncode();
        payload = Payload.of(bytes);
        value = codec.read(payload);
    }

    @Benchmark
    public Value decode() {
        return codec.read(payload);
    }

    /** The check alone, as for a record that is passed on. */
    @Benchmark
    public Decoded check() {
        return codec.decode(payload, fields);
    }

    @Benchmark
    public GenericRecord apacheDecode() throws IOException {
        decoder = DecoderFactory.get().binaryDecoder(bytes, decoder);
        return reader.read(null, decoder);
    }

    @Benchmark
    public byte[] encode() {
        sink.clear();
        codec.encode(value, sink);
        return sink.toByteArray();
    }

    @Benchmark
    public byte[] apacheEncode() throws IOException {
        out.reset();
        encoder = EncoderFactory.get().binaryEncoder(out, encoder);
        writer.write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** Bytes of Avro to bytes of JSON. */
    @Benchmark
    public byte[] json() {
        if (codec.decode(payload, fields) instanceof Document document) {
            sink.clear();
            JsonCodec.JSON.encode(document, sink);
        }
        return sink.toByteArray();
    }

    /** The same by way of a record, a map, and Jackson. */
    @Benchmark
    public byte[] apacheJson() throws IOException {
        return jackson.writeValueAsBytes(AvroSample.plain(apacheDecode()));
    }
}
