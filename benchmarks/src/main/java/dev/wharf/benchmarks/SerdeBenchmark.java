package dev.wharf.benchmarks;

import dev.wharf.json.JavaValues;
import dev.wharf.registry.DevRegistry;
import dev.wharf.registry.DevRegistrySettings;
import dev.wharf.serde.WharfDeserializer;
import dev.wharf.serde.WharfSerializer;
import dev.wharf.value.Value;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole of a Kafka serializer and deserializer for Avro, once the schema is known: looked up in memory, framed, and
 * the flat record encoded or decoded. By us, from a map and from Avro's record, to a map and to our own value; by
 * Apicurio's, from and to Avro's record. All write the same bytes and read the same record.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-D" + ChildJvm.LOG_SETTING + "=" + ChildJvm.LOG_FILE)
public class SerdeBenchmark {
    private static final String TOPIC = "bench";
    private static final AvroSample SAMPLE = AvroSample.FLAT;

    private final DevRegistry registry = DevRegistry.start(DevRegistrySettings.inMemory());
    private final Serializer<Object> serializer = new WharfSerializer<>();
    private final Deserializer<Object> deserializer = new WharfDeserializer<>();
    private final Deserializer<Value> valueDeserializer = new WharfDeserializer<>("avro", Value.class);
    private final GenericRecord record = SAMPLE.record();
    private final Object map = Objects.requireNonNull(AvroSample.plain(record));
    private Serializer<GenericRecord> apicurioSerializer = new AvroKafkaSerializer<>();
    private Deserializer<GenericRecord> apicurioDeserializer = new AvroKafkaDeserializer<>();
    private byte[] bytes = {};

    /** Registers the schema, and has every serializer find it. */
    @Setup
    public void prepare() {
        String schema = SAMPLE.schema().toString();
        serializer.configure(
                Map.of(
                        "value.codec",
                        "avro",
                        "value.codec.schema",
                        schema,
                        "value.codec.writer",
                        "register",
                        "schema.registry.url",
                        registry.url()),
                false);
        deserializer.configure(Map.of("value.codec", "avro", "schema.registry.url", registry.url()), false);
        valueDeserializer.configure(Map.of("schema.registry.url", registry.url()), false);
        bytes = serialize();
        // The id is behind the first byte of the frame.
        OneSchemaRegistry same = new OneSchemaRegistry(
                schema, ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt());
        apicurioSerializer = new AvroKafkaSerializer<>(same);
        apicurioDeserializer = new AvroKafkaDeserializer<>(same);
        // One of its fast ways to find the schema: where it registers, each record costs it several times as much.
        apicurioSerializer.configure(Map.of(SchemaResolverConfig.FIND_LATEST_ARTIFACT, "true"), false);
        apicurioDeserializer.configure(Map.of(), false);
        requireSame();
    }

    private void requireSame() {
        if (!Arrays.equals(bytes, serializeRecord()) || !Arrays.equals(bytes, apicurioSerialize())) {
            throw new IllegalStateException("they do not write the same bytes");
        }
        // As texts, because numbers of different width are not equal in Java.
        String wanted = map.toString();
        if (!wanted.equals(String.valueOf(deserialize()))
                || !wanted.equals(String.valueOf(JavaValues.toJava(Objects.requireNonNull(deserializeValue()))))
                || !wanted.equals(String.valueOf(AvroSample.plain(apicurioDeserialize())))) {
            throw new IllegalStateException("they do not read the same record");
        }
    }

    /** Closes everything. */
    @TearDown
    public void stop() {
        serializer.close();
        deserializer.close();
        valueDeserializer.close();
        apicurioSerializer.close();
        apicurioDeserializer.close();
        registry.close();
    }

    /** A map to bytes. */
    @Benchmark
    public byte[] serialize() {
        return serializer.serialize(TOPIC, map);
    }

    /** Avro's record to bytes. */
    @Benchmark
    public byte[] serializeRecord() {
        return serializer.serialize(TOPIC, record);
    }

    /** Avro's record to bytes, by Apicurio's. */
    @Benchmark
    public byte[] apicurioSerialize() {
        return apicurioSerializer.serialize(TOPIC, record);
    }

    /** Bytes to a map. */
    @Benchmark
    public @Nullable Object deserialize() {
        return deserializer.deserialize(TOPIC, bytes);
    }

    /** Bytes to our value. */
    @Benchmark
    public @Nullable Value deserializeValue() {
        return valueDeserializer.deserialize(TOPIC, bytes);
    }

    /** Bytes to Avro's record, by Apicurio's. */
    @Benchmark
    public GenericRecord apicurioDeserialize() {
        return apicurioDeserializer.deserialize(TOPIC, bytes);
    }
}
