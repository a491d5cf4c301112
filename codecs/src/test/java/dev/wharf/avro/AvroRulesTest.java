package dev.wharf.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

class AvroRulesTest {
    private static final String ORDER = """
        {"type":"record","name":"Order","namespace":"shop","doc":"An order.","fields":[
          {"name":"id","type":"string"},
          {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}},
          {"name":"status","type":{"type":"enum","name":"Status","symbols":["NEW","PAID"]}},
          {"name":"note","type":["null","string"],"default":null,"aliases":["remark"]}]}
        """;

    @Test
    void theCanonicalTextKeepsAllAndForgetsOrderAndSpace() {
        AvroSchema order = parse(ORDER);
        assertThat(order.canonical())
                .isEqualTo("{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\","
                        + "\"doc\":\"An order.\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},"
                        + "{\"name\":\"amount\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\","
                        + "\"precision\":10,"
                        + "\"scale\":2}},{\"name\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"Status\","
                        + "\"symbols\":[\"NEW\",\"PAID\"]}},{\"name\":\"note\",\"type\":[\"null\",\"string\"],"
                        + "\"default\":null,\"aliases\":[\"remark\"]}]}");
        assertThat(parse("{\"scale\":1,\"precision\":4,\"logicalType\":\"decimal\",\"type\":\"bytes\"}")
                        .canonical())
                .isEqualTo(parse("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4,\"scale\":1}")
                        .canonical());
        assertThat(parse("{\"type\":\"string\"}").canonical()).isEqualTo("\"string\"");
        assertThat(parse(order.canonical()).canonical()).isEqualTo(order.canonical());
        assertThat(order.name()).isEqualTo("shop.Order");
        assertThat(parse("[\"null\",\"int\"]").name()).isEmpty();
    }

    @Test
    void theNormalizedTextIsTheSameHoweverNamesAreWritten() {
        String inner = "{\"type\":\"record\",\"name\":\"a.R\",\"aliases\":[\"Q\",\"P\"],\"fields\":[{\"name\":\"f\","
                + "\"type\":{\"type\":\"fixed\",\"name\":\"F\",\"size\":1}},{\"name\":\"g\",\"type\":\"F\"}]}";
        String outer =
                "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"a\",\"aliases\":[\"a.P\",\"a.Q\"],\"fields\":"
                        + "[{\"name\":\"f\",\"type\":{\"type\":\"fixed\",\"namespace\":\"a\",\"name\":\"F\","
                        + "\"size\":1}},"
                        + "{\"name\":\"g\",\"type\":\"a.F\"}]}";
        assertThat(parse(inner).normalized()).isEqualTo(parse(outer).normalized());
        assertThat(parse(inner).differences(parse(outer))).isEmpty();
        assertThat(parse(parse(inner).normalized()).normalized())
                .isEqualTo(parse(inner).normalized());
    }

    @Test
    void typesOfOtherSchemasAreKnownAndNotWrittenOut() {
        AvroSchema schema = AvroRules.RULES.parse(
                "{\"type\":\"record\",\"name\":\"shop.Basket\",\"fields\":[{\"name\":\"order\",\"type\":\"Order\"}]}",
                Map.of("order.avsc", ORDER));
        assertThat(schema.canonical())
                .isEqualTo("{\"type\":\"record\",\"name\":\"Basket\",\"namespace\":\"shop\","
                        + "\"fields\":[{\"name\":\"order\",\"type\":\"Order\"}]}");
        assertThat(AvroCodec.of(schema.schema())
                        .writer()
                        .getField("order")
                        .schema()
                        .getFullName())
                .isEqualTo("shop.Order");
        assertThatThrownBy(() -> AvroRules.RULES.parse("\"int\"", Map.of("bad.avsc", "{")))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("the Avro schema that is referred to as bad.avsc is wrong: it is no JSON: ");
    }

    @Test
    void aDefaultThatDoesNotFitIsLetPassAndNotUsed() {
        AvroSchema schema = parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"int\","
                + "\"default\":null}]}");
        assertThat(AvroCodec.of(schema.schema()).read(Payload.of(new byte[] {2})))
                .hasToString("Row[shape=[f], values=[Int[value=1, type=I32]]]");
        assertThatThrownBy(() ->
                        AvroCodec.of(schema.schema()).encode(JsonCodec.JSON.read(Payload.of("{}")), new ByteSink()))
                .hasMessage("R.f: the field is missing, and has no default");
    }

    @Test
    void findingsSayWhereAReaderFails() {
        AvroSchema writer = parse("""
            {"type":"record","name":"Order","namespace":"old","fields":[
              {"name":"id","type":"int"},
              {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":3}},
              {"name":"status","type":{"type":"enum","name":"Status","symbols":["NEW","LOST"]}},
              {"name":"note","type":["null","string","boolean"]}]}
            """);
        AvroSchema reader = parse(ORDER.replace("]}\n", ",{\"name\":\"more\",\"type\":\"int\"}]}\n"));
        assertThat(reader.cannotRead(writer))
                .containsExactly(
                        "Order.id: written as int, which cannot be read as string",
                        "Order.amount: written as decimal(10,3), which cannot be read as decimal(10,2)",
                        "Order.status: symbols that may be written are not in shop.Status, which has no default either:"
                                + " LOST",
                        "Order.note: written as boolean, which is none of null or string",
                        "Order.more: was not written, and has no default");
        assertThat(reader.cannotRead(reader)).isEmpty();
    }

    @Test
    void differencesAreLinesForPeople() {
        AvroSchema other = parse("""
            {"type":"record","name":"Order","namespace":"shop","doc":"An order.","fields":[
              {"name":"amount","type":"double"},
              {"name":"id","type":"string","default":"none"},
              {"name":"status","type":{"type":"enum","name":"Status","symbols":["NEW"]}},
              {"name":"extra","type":"long"}]}
            """);
        assertThat(parse(ORDER).differences(other))
                .containsExactly(
                        "Order.id: default \"none\", wanted none",
                        "Order.amount: type double, wanted decimal(10,2)",
                        "Order.status: symbols NEW, wanted NEW, PAID",
                        "Order.note: missing, wanted null or string",
                        "Order.extra: added, long",
                        "Order: order of fields amount, id, status, wanted id, amount, status");
    }

    @Test
    void findsWhatApacheFinds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int found = 0;
        for (int round = 0; round < 3000; round++) {
            Schema writer = new RandomAvro(random).record(3);
            Schema reader = new Evolution(random).of(writer);
            boolean compatible = AvroSchema.of(reader, List.of()).cannotRead(AvroSchema.of(writer, List.of())).stream()
                    .allMatch(AvroRulesTest::isOfLogicalTypes);
            SchemaCompatibilityType expected = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                    .getType();
            found += compatible ? 0 : 1;
            assertThat(compatible)
                    .as("seed %s: %s\nread as %s", seed, writer, reader)
                    .isEqualTo(expected == SchemaCompatibilityType.COMPATIBLE);
        }
        assertThat(found).as("seed %s", seed).isPositive();
    }

    /** Of logical types Apache's library looks at none. */
    private static boolean isOfLogicalTypes(String finding) {
        String logical = "(date|time-[a-z]+|(local-)?timestamp-[a-z]+|decimal\\(.*\\))";
        return finding.matches(".*: written as " + logical + ", which cannot be read as " + logical);
    }

    @Test
    void differencesAreFoundJustWhereTheNormalizedTextsDiffer() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            Schema wanted = new RandomAvro(random).record(3);
            AvroSchema one = AvroSchema.of(wanted, List.of());
            AvroSchema other = AvroSchema.of(new Evolution(random).of(wanted), List.of());
            assertThat(one.differences(other).isEmpty())
                    .as("seed %s: %s and %s", seed, one, other)
                    .isEqualTo(one.normalized().equals(other.normalized()));
            assertThat(one.differences(parse(wanted.toString())))
                    .as("seed %s: %s", seed, one)
                    .isEmpty();
        }
    }

    private static AvroSchema parse(String text) {
        return AvroRules.RULES.parse(text);
    }
}
