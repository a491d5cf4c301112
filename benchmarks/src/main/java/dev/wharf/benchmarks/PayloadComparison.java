package dev.wharf.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Compares Wharf's chunks with Kafka's own clients moving the same chunks, each in JVMs of its own, in pairs.
 *
 * <p>Example, after {@code mvn package}: {@code java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath)
 * dev.wharf.benchmarks.PayloadComparison --bytes 536870912 --repeats 11}. Prints each pair, and the medians of the
 * ratios of throughput and of CPU.
 */
public final class PayloadComparison {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String HEAP = "256m";

    private PayloadComparison() {}

    /** The program. */
    public static void main(String... args) throws Exception {
        Arguments options = Arguments.parse(Set.of("bytes", "repeats"), args);
        long bytes = options.number("bytes", 512L << 20);
        int repeats = (int) options.number("repeats", 11);
        System.setProperty(ChildJvm.LOG_SETTING, ChildJvm.LOG_FILE);
        Path folder = Files.createTempDirectory("wharf-payloads-");
        List<Double> throughput = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        try (LoadBroker broker = LoadBroker.start(folder)) {
            for (int round = 0; round <= repeats; round++) {
                double[] bare = run(PayloadMover.BARE, round, broker, folder, bytes);
                double[] wharf = run(PayloadMover.WHARF, round, broker, folder, bytes);
                System.out.printf(
                        "%s %d: bare %.2f s, %.2f s CPU; wharf %.2f s, %.2f s CPU%n",
                        round == 0 ? "warm-up" : "round", round, bare[0], bare[1], wharf[0], wharf[1]);
                if (round > 0) {
                    throughput.add(bare[0] / wharf[0]);
                    cpu.add(wharf[1] / bare[1]);
                }
            }
        }
        System.out.println("throughput, wharf / bare: " + Spread.of(throughput));
        System.out.println("CPU, wharf / bare: " + Spread.of(cpu));
    }

    private static double[] run(String contestant, int round, LoadBroker broker, Path folder, long bytes)
            throws IOException, InterruptedException {
        String topic = contestant + "-" + round;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
            throw new IOException("topic " + topic + " cannot be created", e);
        }
        try (ChildJvm child = ChildJvm.start(
                topic, HEAP, folder, PayloadMover.class, contestant, broker.address(), topic, String.valueOf(bytes))) {
            String[] words = child.outputAtEnd(LIMIT).get(0).split(" ", -1);
            return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])};
        } finally {
            delete(broker, topic);
        }
    }

    /** Disks have an end. */
    private static void delete(LoadBroker broker, String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.deleteTopics(List.of(topic, topic + ".chunks"));
        }
    }
}
