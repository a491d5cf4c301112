package dev.wharf.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Alone, since it looks at the threads of this JVM. */
@Isolated
final class EmbeddedKafkaIT {

    @TempDir
    Path folder;

    @Test
    void keepsTopicsAndRecordsOverARestartOnAnotherPort() {
        String firstAddress;
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().dataFolder(folder).start()) {
            kafka.createTopic("orders", 2);
            Clients.produce(kafka.bootstrapServers(), "orders", 100);
            firstAddress = kafka.bootstrapServers();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.builder().dataFolder(folder).start()) {
            assertThat(kafka.bootstrapServers()).isNotEqualTo(firstAddress);
            assertThat(Clients.consume(kafka.bootstrapServers(), "orders", 100)).isEqualTo(Clients.numbers(100));
        }
    }

    @Test
    void commitsTransactionsAndDeletesItsTemporaryFolder() throws Exception {
        Path temporary;
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            temporary = kafka.dataFolder();
            kafka.createTopic("orders", 1);

            sendInTransactions(kafka.bootstrapServers());

            Map<String, Object> group = Map.of(
                    "bootstrap.servers", kafka.bootstrapServers(),
                    "group.id", "readers",
                    "group.protocol", "consumer",
                    "isolation.level", "read_committed");
            try (KafkaConsumer<String, String> consumer = Clients.consumer(group)) {
                consumer.subscribe(Set.of("orders"));
                assertThat(Clients.poll(consumer, 1)).containsExactly("committed");
                consumer.commitSync();
            }
        }
        assertThat(temporary).doesNotExist();
    }

    private static void sendInTransactions(String bootstrapServers) throws Exception {
        try (KafkaProducer<String, String> producer =
                Clients.producer(Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "one"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("orders", "aborted")).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("orders", "committed")).get();
            producer.commitTransaction();
        }
    }

    @Test
    void refusesATopicThatExistsAndOneThatNobodyCreated() {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            kafka.createTopic("orders", 1);

            assertThatThrownBy(() -> kafka.createTopic("orders", 1))
                    .isInstanceOf(DevstackException.class)
                    .hasMessageContaining("orders")
                    .hasMessageContaining("already exists");
            try (KafkaProducer<String, String> producer =
                    Clients.producer(Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 1500))) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>("absent", "x"))
                                .get())
                        .isInstanceOf(ExecutionException.class)
                        .hasMessageContaining("absent");
            }
        }
    }

    @Test
    void namesATakenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            EmbeddedKafka.Builder builder =
                    EmbeddedKafka.builder().dataFolder(folder).port(taken.getLocalPort());

            assertThatThrownBy(builder::start)
                    .isInstanceOf(DevstackException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void refusesAFolderInUseWithoutDisturbingItsUser() {
        EmbeddedKafka.Builder builder = EmbeddedKafka.builder().dataFolder(folder);
        try (EmbeddedKafka kafka = builder.start()) {
            assertThatThrownBy(builder::start)
                    .isInstanceOf(DevstackException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use");

            kafka.createTopic("orders", 1);
            Clients.produce(kafka.bootstrapServers(), "orders", 1);
        }
    }

    @Test
    void leavesNothingBehindWhenTheStartFails() throws IOException {
        Path keystore = Files.writeString(folder.resolve("keystore.p12"), "no keystore");
        Path data = folder.resolve("data");
        Set<Thread> before = liveThreads();

        assertThatThrownBy(() -> EmbeddedKafka.builder()
                        .dataFolder(data)
                        .tls(keystore, "secret")
                        .start())
                .isInstanceOf(DevstackException.class)
                .hasMessageContaining("keystore.p12");

        await().pollInSameThread()
                .atMost(Clients.LIMIT)
                .untilAsserted(() -> assertThat(liveThreads())
                        .as("threads that keep the JVM from ending")
                        .allMatch(thread -> thread.isDaemon() || before.contains(thread)));
        EmbeddedKafka.builder().dataFolder(data).start().close();
    }

    private static Set<Thread> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }

    @Test
    void leavesNoThreadsBehindAtClose() {
        Set<Thread> before = liveThreads();

        EmbeddedKafka.builder().start().close();

        await().pollInSameThread()
                .atMost(Clients.LIMIT)
                .untilAsserted(() -> assertThat(liveThreads())
                        .as("threads that keep the JVM from ending")
                        .allMatch(thread -> thread.isDaemon() || before.contains(thread)));
    }

    @Test
    void logsThroughLogback() {
        assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(LoggerContext.class);
    }
}
