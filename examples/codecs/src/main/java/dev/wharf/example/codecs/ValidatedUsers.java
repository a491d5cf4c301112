package dev.wharf.example.codecs;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.SerializationException;

/** Writes what keeps to a JSON Schema, and is refused what does not. */
final class ValidatedUsers {
    private static final String SCHEMA = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "properties": {
            "user_id": {"type": "string"},
            "age": {"type": "integer", "minimum": 0}
          },
          "required": ["user_id", "age"]
        }
        """;

    private ValidatedUsers() {}

    public static void main(String[] args) {
        run(Cluster.fromEnvironment(), System.out);
    }

    static void run(Cluster cluster, PrintStream out) {
        Map<String, Object> settings = cluster.producer("json_schema");
        settings.put("value.codec.schema", SCHEMA);
        settings.put("value.codec.subject", "users-value");
        settings.put("value.codec.writer", "register");
        try (KafkaProducer<String, Map<String, Object>> producer = new KafkaProducer<>(settings)) {
            Cluster.write(producer, "validated-users", List.of(Map.of("user_id", "123", "age", 30)));
            out.println("sent a user with an age");
            Cluster.write(producer, "validated-users", List.of(Map.of("user_id", "456")));
        } catch (SerializationException e) {
            out.println(e.getMessage());
        }
    }
}
