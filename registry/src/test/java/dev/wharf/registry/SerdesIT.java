package dev.wharf.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.registry.SerdesExample.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own clients with our serializers, over a broker that keeps the schemas, too. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class SerdesIT {
    private static final Path PAGE = Path.of("..", "docs", "how-to", "serdes.md");
    private static final Path CODE = Path.of("src", "test", "java", "dev", "wharf", "registry", "SerdesExample.java");
    private static final String SCHEMA = """
        {"type":"record","name":"Order","fields":[{"name":"id","type":"long"},{"name":"customer","type":"string"}]}
        """;

    @Test
    void thePageShowsCodeThatCompiles() throws IOException {
        String code = Files.readString(CODE);
        String page = Files.readString(PAGE);
        for (String name : List.of("producer", "serde")) {
            int start = code.indexOf("// " + name + ", shown from here\n");
            String shown = code.substring(code.indexOf('\n', start) + 1, code.indexOf("    // shown to here", start));
            assertThat(page).contains("```java\n" + shown.stripTrailing().stripIndent() + "\n```\n");
        }
    }

    @Test
    void whatIsProducedIsConsumed(@TempDir Path folder) throws Exception {
        Path schema = Files.writeString(folder.resolve("order.avsc"), SCHEMA);
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                DevRegistry registry = DevRegistry.start(
                        DevRegistrySettings.inMemory().withKafka(ClientSettings.of(kafka.bootstrapServers())))) {
            kafka.createTopic("orders", 1);
            Map<String, Object> settings = SerdesExample.producer(kafka.bootstrapServers(), registry.url());
            settings.put("value.codec.schema.file", schema.toString());
            List<Order> orders = List.of(new Order(1, "ada"), new Order(2, "bob"));
            try (KafkaProducer<String, Order> producer = new KafkaProducer<>(settings)) {
                for (Order order : orders) {
                    producer.send(new ProducerRecord<>("orders", order.customer(), order))
                            .get();
                }
            }

            assertThat(read(kafka, registry)).isEqualTo(orders);
        }
    }

    private static List<Order> read(EmbeddedKafka kafka, DevRegistry registry) {
        List<Order> read = new ArrayList<>();
        try (Serde<Order> serde = SerdesExample.orders(registry.url());
                KafkaConsumer<String, Order> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringDeserializer(),
                        serde.deserializer())) {
            TopicPartition partition = new TopicPartition("orders", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (read.size() < 2) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.value()));
            }
        }
        return read;
    }
}
