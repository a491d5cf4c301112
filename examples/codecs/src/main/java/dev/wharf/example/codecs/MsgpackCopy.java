package dev.wharf.example.codecs;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Reads MessagePack, changes it, and writes it again, in compressed batches. */
final class MsgpackCopy {
    private static final int COUNT = 1_000;

    private MsgpackCopy() {}

    public static void main(String[] args) {
        run(Cluster.fromEnvironment(), System.out);
    }

    static void run(Cluster cluster, PrintStream out) {
        try (KafkaProducer<String, Map<String, Object>> producer = new KafkaProducer<>(cluster.producer("msgpack"))) {
            List<Map<String, Object>> messages = IntStream.range(0, COUNT)
                    .mapToObj(id -> Map.<String, Object>of("id", id))
                    .toList();
            Cluster.write(producer, "high-throughput", messages);
        }
        Map<String, Object> sink = cluster.producer("msgpack");
        sink.put("compression.type", "lz4");
        try (KafkaConsumer<String, Map<String, Object>> consumer =
                        new KafkaConsumer<>(cluster.consumer("msgpack", "msgpack-consumer"));
                KafkaProducer<String, Map<String, Object>> producer = new KafkaProducer<>(sink)) {
            Cluster.read(consumer, "high-throughput", COUNT, messages -> {
                List<Map<String, Object>> processed =
                        messages.stream().map(MsgpackCopy::process).toList();
                Cluster.write(producer, "msgpack-output", processed);
            });
        }
        out.println("copied " + COUNT + " messages");
    }

    private static Map<String, Object> process(Map<String, Object> message) {
        Map<String, Object> processed = new LinkedHashMap<>(message);
        processed.put("processed", true);
        return processed;
    }
}
