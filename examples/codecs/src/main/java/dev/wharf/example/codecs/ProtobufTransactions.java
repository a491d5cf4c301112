package dev.wharf.example.codecs;

import dev.wharf.example.codecs.proto.Transaction;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Writes and reads objects of a class that {@code protoc} generated: they bring their schema along. */
final class ProtobufTransactions {
    private static final String TOPIC = "transactions-proto";

    private ProtobufTransactions() {}

    public static void main(String[] args) {
        run(Cluster.fromEnvironment(), System.out);
    }

    static void run(Cluster cluster, PrintStream out) {
        Map<String, Object> sink = cluster.producer("protobuf");
        sink.put("value.codec.writer", "register");
        try (KafkaProducer<String, Transaction> producer = new KafkaProducer<>(sink)) {
            Transaction transaction =
                    Transaction.newBuilder().setId("TX-123").setAmount(99.99).build();
            Cluster.write(producer, TOPIC, List.of(transaction));
        }
        Map<String, Object> source = cluster.consumer("protobuf", "protobuf-consumer");
        source.put("value.type", Transaction.class);
        try (KafkaConsumer<String, Transaction> consumer = new KafkaConsumer<>(source)) {
            Cluster.read(consumer, TOPIC, 1, transactions -> {
                for (Transaction transaction : transactions) {
                    out.println(transaction.getId() + " of " + transaction.getAmount());
                }
            });
        }
    }
}
