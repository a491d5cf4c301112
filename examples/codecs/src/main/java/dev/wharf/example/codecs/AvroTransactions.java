package dev.wharf.example.codecs;

import dev.wharf.schema.RegistrySettings;
import dev.wharf.schema.Schema;
import dev.wharf.schema.SchemaRegistry;
import dev.wharf.schema.SchemaType;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Registers a schema, writes records of a class of ours as Avro, and reads them back into another topic. */
final class AvroTransactions {
    private static final String SCHEMA = """
        {
          "type": "record",
          "name": "Transaction",
          "fields": [
            {"name": "id", "type": "string"},
            {"name": "amount", "type": "double"},
            {"name": "timestamp", "type": "long"}
          ]
        }
        """;

    private AvroTransactions() {}

    record Transaction(String id, double amount, long timestamp) {}

    public static void main(String[] args) {
        run(Cluster.fromEnvironment(), System.out);
    }

    static void run(Cluster cluster, PrintStream out) {
        RegistrySettings settings =
                RegistrySettings.builder().url(cluster.registry()).build();
        try (SchemaRegistry registry = new SchemaRegistry(settings)) {
            Schema schema = Schema.of(SchemaType.AVRO, SCHEMA);
            int version = registry.register("transactions-value", schema, false).version();
            var unused = registry.register("processed-transactions-value", schema, false);
            out.println("transactions-value has version " + version);
        }
        // Without a schema of its own, a producer writes with the latest of the subject.
        try (KafkaProducer<String, Transaction> producer = new KafkaProducer<>(cluster.producer("avro"))) {
            Cluster.write(
                    producer,
                    "transactions",
                    List.of(
                            new Transaction("TX-1", 99.99, 1_700_000_000_000L),
                            new Transaction("TX-2", 5.00, 1_700_000_000_001L)));
        }
        process(cluster, out);
    }

    private static void process(Cluster cluster, PrintStream out) {
        Map<String, Object> source = cluster.consumer("avro", "avro-consumer");
        source.put("value.type", Transaction.class);
        // With one, it looks up whether that is registered, in whatever form.
        Map<String, Object> sink = cluster.producer("avro");
        sink.put("value.codec.schema", SCHEMA);
        try (KafkaConsumer<String, Transaction> consumer = new KafkaConsumer<>(source);
                KafkaProducer<String, Transaction> producer = new KafkaProducer<>(sink)) {
            Cluster.read(consumer, "transactions", 2, transactions -> {
                Cluster.write(producer, "processed-transactions", transactions);
                for (Transaction transaction : transactions) {
                    out.println("processed " + transaction.id() + " of " + transaction.amount());
                }
            });
        }
    }
}
