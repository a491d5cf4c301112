package dev.wharf.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads input and output of a contestant side by side and compares every record: the right ones, once, in order, with
 * key, timestamp, headers and value. Both topics have the same keys and number of partitions, so what passes stays in
 * its partition.
 */
final class OutputCheck {
    private static final BigDecimal LEAST_AMOUNT = BigDecimal.valueOf(100);
    private static final double TOTAL_TOLERANCE = 1e-9;

    private final Bench bench;
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    OutputCheck(Bench bench) {
        this.bench = bench;
    }

    /**
     * Compares whole topics.
     *
     * @throws IOException naming the first record that differs
     */
    void topics(String brokers, String input, String output) throws IOException {
        List<TopicPartition> inputs = LoadTopics.partitions(input, bench.input().partitions());
        List<TopicPartition> outputs =
                LoadTopics.partitions(output, bench.input().partitions());
        for (int i = 0; i < inputs.size(); i++) {
            try (PartitionReader in = new PartitionReader(brokers, inputs.get(i));
                    PartitionReader out = new PartitionReader(brokers, outputs.get(i))) {
                partition(in, out);
            }
        }
    }

    /** Compares one partition. */
    void partition(Iterator<ConsumerRecord<byte[], byte[]>> in, Iterator<ConsumerRecord<byte[], byte[]>> out)
            throws IOException {
        while (in.hasNext()) {
            ConsumerRecord<byte[], byte[]> source = in.next();
            JsonNode row = json.readTree(source.value());
            if (row.path("amount").decimalValue().compareTo(LEAST_AMOUNT) >= 0) {
                require(out.hasNext(), "the output ends early", source);
                compare(source, row, out.next());
            }
        }
        if (out.hasNext()) {
            throw new IOException("the output has more than it should: " + place(out.next()));
        }
    }

    private void compare(ConsumerRecord<byte[], byte[]> source, JsonNode row, ConsumerRecord<byte[], byte[]> result)
            throws IOException {
        require(Arrays.equals(source.key(), result.key()), "another key at " + place(result), source);
        require(source.timestamp() == result.timestamp(), "another timestamp at " + place(result), source);
        require(Objects.equals(source.headers(), result.headers()), "other headers at " + place(result), source);
        boolean same = switch (bench) {
            case FILTER, ONCE -> Arrays.equals(source.value(), result.value());
            case AVRO_TO_JSON -> alike(row, json.readTree(result.value()));
            case PROJECT -> projected(row, json.readTree(result.value()));
            default -> throw new IllegalArgumentException(bench + " has no output");
        };
        require(same, "another value at " + place(result), source);
    }

    private static boolean alike(JsonNode row, JsonNode result) {
        return names(row).equals(names(result))
                && names(row).stream()
                        .allMatch(name -> row.path(name).isNumber()
                                ? sameNumber(row, result, name)
                                : row.path(name).equals(result.path(name)));
    }

    private static boolean projected(JsonNode row, JsonNode result) {
        double total = row.path("amount").doubleValue() * row.path("quantity").longValue();
        return names(result).equals(List.of("id", "user_id", "amount", "quantity", "total"))
                && row.path("id").equals(result.path("id"))
                && sameNumber(row, result, "user_id")
                && sameNumber(row, result, "amount")
                && sameNumber(row, result, "quantity")
                && Math.abs(result.path("total").doubleValue() - total) <= TOTAL_TOLERANCE * total;
    }

    private static List<String> names(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean sameNumber(JsonNode row, JsonNode result, String name) {
        JsonNode value = result.path(name);
        return value.isNumber() && value.decimalValue().compareTo(row.path(name).decimalValue()) == 0;
    }

    private static void require(boolean fact, String otherwise, ConsumerRecord<byte[], byte[]> source)
            throws IOException {
        if (!fact) {
            throw new IOException(otherwise + ", for the input record " + place(source));
        }
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
