package dev.wharf.benchmarks;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.registry.DevRegistry;
import dev.wharf.registry.DevRegistrySettings;
import dev.wharf.serde.WharfSerializer;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/** The records of {@link RecordGenerator} as Avro, each with the id of its schema, and the registry that knows it. */
final class AvroInput implements AutoCloseable {
    private static final String SCHEMA = """
        {"type":"record","name":"Purchase","fields":[
          {"name":"id","type":"string"},
          {"name":"user_id","type":"int"},
          {"name":"event","type":"string"},
          {"name":"amount","type":"double"},
          {"name":"quantity","type":"int"},
          {"name":"country","type":"string"},
          {"name":"ts","type":"long"},
          {"name":"ok","type":"boolean"}]}
        """;

    private final String topic;
    private final DevRegistry registry;
    private final WharfSerializer<Value> serializer = new WharfSerializer<>();

    private AvroInput(String topic, DevRegistry registry) {
        this.topic = topic;
        this.registry = registry;
    }

    /** Starts a registry, which answers until this is closed. */
    static AvroInput open(String topic) {
        AvroInput input = new AvroInput(topic, DevRegistry.start(DevRegistrySettings.inMemory()));
        Map<String, String> settings = Map.of(
                "value.codec",
                "avro",
                "value.codec.schema",
                SCHEMA,
                "value.codec.writer",
                "register",
                "schema.registry.url",
                input.registryUrl());
        input.serializer.configure(settings, false);
        return input;
    }

    String topic() {
        return topic;
    }

    String registryUrl() {
        return registry.url();
    }

    /** Avro of JSON. */
    Serializer<String> values() {
        return (name, json) ->
                serializer.serialize(name, JsonCodec.JSON.read(Payload.of(json.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public void close() {
        serializer.close();
        registry.close();
    }
}
