package dev.wharf.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Loads what most commands load, so that the start-up cache which the JVM writes at the end of this process knows those
 * classes. The launcher runs it in the background after the first command; see {@code bin/wharf}.
 *
 * <p>It prints nothing, connects to nothing and writes no file. A command line that fails is left out of the cache and
 * does no other harm.
 */
final class StartupTraining {

    /** Nothing listens on the discard port; clients connect in the background, and are closed before they would. */
    private static final String NO_BROKER = "127.0.0.1:9";

    private StartupTraining() {}

    /** Takes one argument: a file with one command line per line, where {@code HOME} is the distribution's folder. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        silence();
        for (List<String> words : commandLines(Files.readAllLines(file), System.getProperty("wharf.home", "."))) {
            Main.execute(words.toArray(String[]::new));
        }
        loadClients();
        System.exit(0);
    }

    /** The words of the lines without comments and blank ones, with {@code HOME} replaced. */
    static List<List<String>> commandLines(List<String> lines, String home) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> Stream.of(line.split(" +"))
                        .map(word -> word.replace("HOME", home))
                        .toList())
                .toList();
    }

    private static void silence() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
    }

    private static void loadClients() {
        Map<String, Object> config = Map.of("bootstrap.servers", NO_BROKER);
        ByteArraySerializer serializer = new ByteArraySerializer();
        ByteArrayDeserializer deserializer = new ByteArrayDeserializer();
        Map<String, Object> consumerConfig = Map.of("bootstrap.servers", NO_BROKER, "group.id", "training");
        new KafkaProducer<>(config, serializer, serializer).close(Duration.ZERO);
        new KafkaConsumer<>(consumerConfig, deserializer, deserializer).close(CloseOptions.timeout(Duration.ZERO));
        Admin.create(config).close(Duration.ZERO);
    }
}
