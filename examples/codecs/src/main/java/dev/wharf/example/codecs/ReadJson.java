package dev.wharf.example.codecs;

import java.io.PrintStream;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads JSON as maps. */
final class ReadJson {
    private ReadJson() {}

    public static void main(String[] args) {
        run(Cluster.fromEnvironment(), System.out);
    }

    static void run(Cluster cluster, PrintStream out) {
        try (KafkaConsumer<String, Map<String, Object>> consumer =
                new KafkaConsumer<>(cluster.consumer("json", "my-consumer-group"))) {
            Cluster.read(consumer, "actions", 2, messages -> {
                for (Map<String, Object> message : messages) {
                    out.println("Received: " + message.get("user_id") + " " + message.get("action"));
                }
            });
        }
    }
}
