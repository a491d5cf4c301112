package dev.wharf.example.codecs;

import java.io.PrintStream;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Reads Avro and writes JSON, for those behind who know no Avro. After {@link AvroTransactions}. */
final class AvroToJson {
    private AvroToJson() {}

    public static void main(String[] args) {
        run(Cluster.fromEnvironment(), System.out);
    }

    static void run(Cluster cluster, PrintStream out) {
        try (KafkaConsumer<String, Map<String, Object>> consumer =
                        new KafkaConsumer<>(cluster.consumer("avro", "codec-converter"));
                KafkaProducer<String, Map<String, Object>> producer = new KafkaProducer<>(cluster.producer("json"))) {
            Cluster.read(consumer, "transactions", 2, transactions -> {
                Cluster.write(producer, "transactions-json", transactions);
                transactions.forEach(transaction -> out.println("converted " + transaction.get("id")));
            });
        }
    }
}
