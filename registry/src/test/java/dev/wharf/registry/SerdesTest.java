package dev.wharf.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.serde.WharfDeserializer;
import dev.wharf.serde.WharfSerde;
import dev.wharf.serde.WharfSerializer;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Serializers and deserializers as applications use them, with a registry. */
@SuppressWarnings("NullAway.Init") // set before all tests
final class SerdesTest {
    private static final String AVRO = """
        {"type":"record","name":"Order","namespace":"com.example","fields":[
          {"name":"id","type":"long"},
          {"name":"customer","type":"string"},
          {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
          {"name":"tags","type":{"type":"array","items":"string"}},
          {"name":"note","type":["null","string"],"default":null}]}
        """;
    private static final String PROTO = """
        syntax = "proto3";
        package com.example;
        message Other { string name = 1; }
        message Order {
          int64 id = 1;
          string customer = 2;
          string amount = 3;
          repeated string tags = 4;
          optional string note = 5;
        }
        """;
    private static final String JSON = """
        {"$schema":"http://json-schema.org/draft-07/schema#","type":"object",
         "properties":{"id":{"type":"integer","minimum":0},"customer":{"type":"string"}},
         "required":["id","customer"]}
        """;

    private static DevRegistry registry;

    /** What an application has. */
    record Order(long id, String customer, BigDecimal amount, List<String> tags, Optional<String> note) {}

    @BeforeAll
    static void start() {
        registry = DevRegistry.start(DevRegistrySettings.inMemory());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static Map<String, String> settings(String codec, String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", "ignored:9092");
        settings.put("schema.registry.url", registry.url());
        settings.put("value.codec", codec);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static <T> WharfSerializer<T> serializer(Map<String, String> settings) {
        WharfSerializer<T> serializer = new WharfSerializer<>();
        serializer.configure(settings, false);
        return serializer;
    }

    private static WharfDeserializer<Object> deserializer(Map<String, String> settings) {
        WharfDeserializer<Object> deserializer = new WharfDeserializer<>();
        deserializer.configure(settings, false);
        return deserializer;
    }

    @Test
    void avroGoesInAndOutByRegisteredSchemas() {
        Map<String, String> writing = settings("avro", "value.codec.schema", AVRO, "value.codec.writer", "register");
        Map<String, Object> order =
                Map.of("id", 7L, "customer", "ada", "amount", new BigDecimal("12.50"), "tags", List.of("a", "b"));
        byte[] bytes;
        try (WharfSerializer<Map<String, Object>> serializer = serializer(writing)) {
            bytes = serializer.serialize("avro-maps", order);
        }

        assertThat(bytes).startsWith((byte) 0);
        Map<String, Object> expected = new HashMap<>(order);
        expected.put("note", null);
        try (WharfDeserializer<Object> deserializer = deserializer(settings("avro"))) {
            assertThat(deserializer.deserialize("avro-maps", bytes)).isEqualTo(expected);
            assertThat(deserializer.deserialize("avro-maps", null)).isNull();
        }
    }

    @Test
    void classesOfTheApplicationAreBound() {
        Order order = new Order(7, "ada", new BigDecimal("12.50"), List.of("a"), Optional.of("gift"));
        try (WharfSerde<Order> serde = WharfSerde.of("avro", Order.class)) {
            serde.configure(settings("", "value.codec.schema", AVRO, "value.codec.writer", "register"), false);

            byte[] bytes = serde.serializer().serialize("avro-classes", order);

            assertThat(serde.deserializer().deserialize("avro-classes", bytes)).isEqualTo(order);
        }
        Map<String, String> typed = settings("avro", "value.type", Order.class.getName());
        byte[] bytes;
        try (WharfSerializer<Order> latest = serializer(settings("avro"))) {
            bytes = latest.serialize("avro-classes", order);
        }
        try (WharfDeserializer<Object> deserializer = deserializer(typed)) {
            assertThat(deserializer.deserialize("avro-classes", bytes)).isEqualTo(order);
        }
    }

    @Test
    void avrosOwnRecordsBringTheirSchema() {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"n\",\"type\":\"int\"}]}");
        GenericRecord record = new GenericData.Record(schema);
        record.put("n", 5);
        byte[] bytes;
        try (WharfSerializer<GenericRecord> serializer =
                serializer(settings("avro", "value.codec.writer", "register"))) {
            bytes = serializer.serialize("avro-records", record);
        }
        try (WharfDeserializer<Object> deserializer = deserializer(settings("avro"))) {
            assertThat(deserializer.deserialize("avro-records", bytes)).isEqualTo(Map.of("n", 5L));
        }
    }

    @Test
    void protobufNamesTheMessage() {
        Map<String, String> writing = settings(
                "protobuf",
                "value.codec.schema",
                PROTO,
                "value.codec.message",
                "com.example.Order",
                "value.codec.writer",
                "register");
        byte[] bytes;
        try (WharfSerializer<Map<String, Object>> serializer = serializer(writing)) {
            bytes = Objects.requireNonNull(
                    serializer.serialize("proto", Map.of("id", 7L, "customer", "ada", "tags", List.of("x"))));
        }

        assertThat(bytes[5]).as("one message index").isEqualTo((byte) 2);
        assertThat(bytes[6]).as("the second message").isEqualTo((byte) 2);
        try (WharfDeserializer<Object> deserializer = deserializer(settings("protobuf"))) {
            assertThat(deserializer.deserialize("proto", bytes))
                    .isEqualTo(Map.of("id", 7L, "customer", "ada", "amount", "", "tags", List.of("x")));
        }
    }

    @Test
    void jsonSchemaRefusesWhatBreaksARule() {
        Map<String, String> writing =
                settings("json_schema", "value.codec.schema", JSON, "value.codec.writer", "register");
        try (WharfSerializer<Map<String, Object>> serializer = serializer(writing);
                WharfDeserializer<Object> deserializer = deserializer(settings("json_schema"))) {
            Map<String, Object> right = Map.of("id", 7L, "customer", "ada");

            assertThat(deserializer.deserialize("json", serializer.serialize("json", right)))
                    .isEqualTo(right);
            assertThatThrownBy(() -> serializer.serialize("json", Map.of("id", -7L, "customer", "ada")))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("/id")
                    .hasMessageContaining("minimum")
                    .hasMessageNotContaining("-7");
            assertThatThrownBy(() -> serializer.serialize("json", Map.of("id", 7L)))
                    .hasMessageContaining("required");
        }
    }

    @Test
    void aHeaderThatNobodyGetsIsRefused() {
        Map<String, String> writing = settings(
                "avro",
                "value.codec.schema",
                AVRO,
                "value.codec.writer",
                "register",
                "value.codec.framing",
                "confluent_header");
        try (WharfSerializer<Order> serializer = serializer(writing)) {
            Order order = new Order(7, "ada", new BigDecimal("12.50"), List.of("a"), Optional.empty());
            assertThatThrownBy(() -> serializer.serialize("no-headers", order))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("__value_schema_id")
                    .hasMessageContaining("framing = confluent");
        }
    }

    @Test
    void theSchemaMayStandInAHeader() {
        Map<String, String> writing = settings(
                "avro",
                "value.codec.schema",
                AVRO,
                "value.codec.writer",
                "register",
                "value.codec.framing",
                "confluent_header");
        Headers headers = new RecordHeaders();
        byte[] bytes;
        try (WharfSerializer<Map<String, Object>> serializer = serializer(writing)) {
            bytes = serializer.serialize(
                    "headers",
                    headers,
                    Map.of("id", 1L, "customer", "a", "amount", new BigDecimal("1.00"), "tags", List.of()));
        }

        assertThat(headers.lastHeader("__value_schema_id").value()).hasSize(17).startsWith((byte) 1);
        try (WharfDeserializer<Object> deserializer = deserializer(settings("avro"))) {
            assertThat(deserializer.deserialize("headers", headers, bytes)).isInstanceOf(Map.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor", "json|gzip", "msgpack|zstd", "cbor|lz4"})
    void formatsWithoutSchemasNeedNoRegistry(String codec) {
        Map<String, String> settings = Map.of("value.codec", codec);
        Map<String, Object> order = Map.of("id", 7L, "tags", List.of("a"), "ok", true);
        try (WharfSerializer<Map<String, Object>> serializer = serializer(settings);
                WharfDeserializer<Object> deserializer = deserializer(settings)) {
            assertThat(deserializer.deserialize("plain", serializer.serialize("plain", order)))
                    .isEqualTo(order);
        }
    }

    @Test
    void lookupFindsWhatMeansTheSameAndElseSaysWhatDiffers() {
        try (WharfSerializer<Map<String, Object>> serializer =
                serializer(settings("avro", "value.codec.schema", AVRO, "value.codec.writer", "register"))) {
            var unused = serializer.serialize(
                    "looked", Map.of("id", 1L, "customer", "a", "amount", new BigDecimal("1.00"), "tags", List.of()));
        }
        String spaced = AVRO.replace(",", " , ");
        String other = AVRO.replace("\"long\"", "\"string\"");
        Map<String, Object> order =
                Map.of("id", 1L, "customer", "a", "amount", new BigDecimal("1.00"), "tags", List.of());
        try (WharfSerializer<Map<String, Object>> same =
                        serializer(settings("avro", "value.codec.schema", spaced, "value.codec.writer", "lookup"));
                WharfSerializer<Map<String, Object>> different =
                        serializer(settings("avro", "value.codec.schema", other, "value.codec.writer", "lookup"))) {
            assertThat(same.serialize("looked", order)).isNotEmpty();
            assertThatThrownBy(() -> different.serialize("looked", order))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("id")
                    .hasMessageContaining("long")
                    .hasMessageContaining("string");
        }
    }

    @ParameterizedTest
    @CsvSource({"avr,avro", "json|gzp,gzip"})
    void aNameThatIsNoneNamesTheNearest(String wrong, String meant) {
        try (WharfSerializer<Object> serializer = serializer(Map.of("value.codec", wrong))) {
            assertThatThrownBy(() -> serializer.serialize("any", Map.of()))
                    .hasMessageContaining("did you mean " + meant);
        }
    }

    @Test
    void bytesThatAreNoneSayWhy() {
        try (WharfDeserializer<Object> deserializer = deserializer(settings("avro"))) {
            assertThatThrownBy(() -> deserializer.deserialize("any", new byte[] {1, 2, 3}))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("no schema is named");
            assertThatThrownBy(() -> deserializer.deserialize("any", new byte[] {0, 0, 15, 66, 63, 1}))
                    .hasMessageContaining("knows no schema 999999");
        }
    }
}
