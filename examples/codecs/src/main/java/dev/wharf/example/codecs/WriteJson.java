package dev.wharf.example.codecs;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Writes maps as JSON. */
final class WriteJson {
    private WriteJson() {}

    public static void main(String[] args) {
        run(Cluster.fromEnvironment(), System.out);
    }

    static void run(Cluster cluster, PrintStream out) {
        List<Map<String, Object>> messages =
                List.of(Map.of("user_id", "123", "action", "purchase"), Map.of("user_id", "456", "action", "view"));
        try (KafkaProducer<String, Map<String, Object>> producer = new KafkaProducer<>(cluster.producer("json"))) {
            Cluster.write(producer, "actions", messages);
        }
        out.println("wrote " + messages.size() + " messages");
    }
}
