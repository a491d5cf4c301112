package dev.wharf.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.avro.AvroProvider;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.Limits;
import dev.wharf.jsonschema.JsonSchemaProvider;
import dev.wharf.payload.Payload;
import dev.wharf.protobuf.ProtobufProvider;
import dev.wharf.schema.SchemaType;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that Confluent's own client has written, in both of its frames: read, and written again byte for byte. */
final class ConfluentFixturesTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    /** One record of one schema. */
    private record Case(String name, JsonNode record, SchemaText schema, SchemaKey.Id id, UUID guid, boolean isKey) {}

    private static JsonNode file(String name) {
        try (InputStream in = ConfluentFixturesTest.class.getResourceAsStream("/confluent/" + name + ".json")) {
            return JACKSON.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Case> cases(String format) {
        JsonNode file = file(format);
        Map<String, String> references = new LinkedHashMap<>();
        file.path("referenced")
                .forEach(one ->
                        references.put("fixtures.Address", one.get("schema").asText()));
        if (file.has("texts")) {
            references.put("money.proto", file.get("texts").get("money.proto").asText());
        }
        List<Case> cases = new ArrayList<>();
        for (JsonNode each : file.get("cases")) {
            JsonNode schema = each.get("schema");
            SchemaText text = new SchemaText(
                    SchemaType.valueOf(schema.get("schemaType").asText()),
                    schema.get("schema").asText(),
                    schema.has("references") ? references : Map.of(),
                    schema.get("id").asText());
            for (JsonNode record : each.get("records")) {
                cases.add(new Case(
                        each.get("name").asText() + " " + cases.size(),
                        record,
                        text,
                        new SchemaKey.Id(schema.get("id").asInt()),
                        UUID.fromString(schema.get("guid").asText()),
                        each.get("part").asText().equals("key")));
            }
        }
        return cases;
    }

    private static SchemaFormat format(String format, Map<String, String> options) {
        FramedProvider provider = switch (format) {
            case "avro" -> new AvroProvider();
            case "json" -> new JsonSchemaProvider();
            default -> new ProtobufProvider();
        };
        return provider.format(CodecSettings.of("fixtures").with(options), Optional.empty());
    }

    private static FramedTopicCodec codec(String format, Case one, Framing framing) {
        Map<String, String> options = one.record().has("message")
                ? Map.of("message", one.record().get("message").asText())
                : Map.of();
        SchemaFormat how = format(format, options);
        SchemaFormat.Writing writing = how.writing(one.schema());
        boolean header = framing == Framing.CONFLUENT_HEADER;
        return new FramedTopicCodec(
                how,
                new CodecSettings("fixtures", one.isKey(), options, Map.of(), Limits.DEFAULT),
                framing,
                key -> Optional.of(one.schema())
                        .filter(schema -> key.equals(one.id()) || key.equals(new SchemaKey.Guid(one.guid()))),
                Optional.empty(),
                () -> new FramedTopicCodec.Writer(
                        writing.codec(),
                        header
                                ? Framer.header(one.guid(), writing.behind(), one.isKey())
                                : Framer.prefix(one.id().id(), writing.behind()),
                        Optional.empty()),
                Runnable::run,
                () -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"avro", "json", "protobuf"})
    void areReadAndWrittenAgain(String format) {
        assertThat(cases(format)).isNotEmpty().allSatisfy(one -> {
            Payload prefixed = bytes(one.record().get("prefix").get("bytes"));
            Headers none = new RecordHeaders();
            Value byPrefix = roundTrip(codec(format, one, Framing.CONFLUENT), prefixed, none);
            assertSame(byPrefix, one.record().get("value"), one.name());
            Headers headers = new RecordHeaders();
            one.record()
                    .get("header")
                    .get("headers")
                    .properties()
                    .forEach(header -> headers.add(
                            header.getKey(),
                            HexFormat.of().parseHex(header.getValue().asText())));
            Payload bare = bytes(one.record().get("header").get("bytes"));
            assertThat(roundTrip(codec(format, one, Framing.CONFLUENT_HEADER), bare, headers))
                    .isEqualTo(byPrefix);
        });
    }

    /** The value; written again, it has to be the same bytes and the same headers. */
    private static Value roundTrip(FramedTopicCodec codec, Payload payload, Headers headers) {
        assertThat(codec.decode(payload, headers, new Fields())).isInstanceOf(Document.class);
        Value value = ((Document) codec.decode(payload, headers, new Fields())).value();
        Headers written = new RecordHeaders();
        assertThat(codec.encode(value, written).array()).isEqualTo(payload.array());
        assertThat(written).isEqualTo(headers);
        return value;
    }

    private static Payload bytes(JsonNode hex) {
        return Payload.of(HexFormat.of().parseHex(hex.asText()));
    }

    /** Bytes are hex in the fixtures of Avro, Base64 in those of Protobuf, where numbers of 64 bits are texts. */
    private static void assertSame(Value value, JsonNode expected, String path) {
        switch (value) {
            case Value.Row row ->
                expected.properties()
                        .forEach(field ->
                                assertSame(row.get(field.getKey()), field.getValue(), path + "." + field.getKey()));
            case Value.MapOf map -> {
                assertThat(map.entries()).as(path).hasSize(expected.size());
                map.entries().forEach((key, one) -> {
                    String name = ((Value.Text) key).value();
                    assertThat(expected.has(name)).as(path + "." + name).isTrue();
                    assertSame(one, expected.get(name), path + "." + name);
                });
            }
            case Value.Array array -> {
                assertThat(array.values()).as(path).hasSize(expected.size());
                for (int i = 0; i < expected.size(); i++) {
                    assertSame(array.values().get(i), expected.get(i), path + "[" + i + "]");
                }
            }
            case Value.Binary binary ->
                assertThat(List.of(
                                HexFormat.of().formatHex(binary.value()),
                                Base64.getEncoder().encodeToString(binary.value())))
                        .as(path)
                        .contains(expected.asText());
            case Value.Numeric number ->
                assertThat(number.asDecimal()).as(path).isEqualByComparingTo(expected.asText());
            case Value.Text text -> assertThat(text.value()).as(path).isEqualTo(expected.textValue());
            case Value.Symbol symbol -> assertThat(symbol.value()).as(path).isEqualTo(expected.textValue());
            case Value.Bool bool -> assertThat(bool.value()).as(path).isEqualTo(expected.booleanValue());
            case Value.Null none -> assertThat(expected.isNull()).as(path).isTrue();
            default -> throw new AssertionError(path + ": nothing of that kind was written");
        }
    }

    @Test
    void thereAreRecordsOfEachKind() {
        assertThat(cases("avro")).hasSizeGreaterThan(5);
        assertThat(cases("json")).hasSizeGreaterThan(1);
        assertThat(cases("protobuf")).hasSizeGreaterThan(5);
    }
}
