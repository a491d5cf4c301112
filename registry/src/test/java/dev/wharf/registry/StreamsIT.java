package dev.wharf.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.registry.SerdesExample.Order;
import dev.wharf.serde.WharfDeserializer;
import dev.wharf.serde.WharfSerde;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.Stores;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka Streams with our serdes: in what it reads and writes, and in the topics that it makes for itself. The
 * application has run once, over all orders, before the tests look at what it left.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // set before all tests
final class StreamsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;
    private static final List<String> CUSTOMERS = List.of("ada", "bob", "eve");
    private static final int ORDERS_OF_EACH = 20;
    private static final String ORDER = """
        {"type":"record","name":"Order","fields":[{"name":"id","type":"long"},{"name":"customer","type":"string"}]}
        """;
    private static final String TALLY = """
        {"type":"record","name":"Tally","fields":[{"name":"customer","type":"string"},{"name":"orders","type":"long"}]}
        """;

    @TempDir
    private static Path folder;

    private static final List<Throwable> FAILURES = new CopyOnWriteArrayList<>();
    private static EmbeddedKafka kafka;
    private static DevRegistry registry;
    private static Serde<Order> incoming;
    private static Serde<Order> regrouped;
    private static Serde<Tally> counted;
    private static Serde<Tally> told;

    /** What is sent to a customer. */
    record Parcel(long order, String to) {}

    /** How much a customer has ordered so far. */
    record Tally(String customer, long orders) {}

    @BeforeAll
    static void orderAndCount() throws Exception {
        kafka = EmbeddedKafka.builder().start();
        registry = DevRegistry.start(
                DevRegistrySettings.inMemory().withKafka(ClientSettings.of(kafka.bootstrapServers())));
        incoming = SerdesExample.orders(registry.url());
        regrouped = registering(Order.class, ORDER);
        counted = registering(Tally.class, TALLY);
        told = WharfSerde.of("json", Tally.class);
        told.configure(Map.of(), false);
        for (String topic : List.of("orders", "parcels", "tallies")) {
            kafka.createTopic(topic, PARTITIONS);
        }
        sendOrders();
        runUntilAllIsCounted();
    }

    @AfterAll
    static void stop() {
        List.of(incoming, regrouped, counted, told).forEach(Serde::close);
        registry.close();
        kafka.close();
    }

    /** For the topics that Streams makes for itself: nobody else registers what is in them. */
    private static <T> Serde<T> registering(Class<T> type, String schema) {
        Serde<T> serde = WharfSerde.of("avro", type);
        Map<String, String> settings = Map.of(
                "schema.registry.url", registry.url(), "value.codec.schema", schema, "value.codec.writer", "register");
        serde.configure(settings, false);
        return serde;
    }

    private static void sendOrders() throws IOException, ExecutionException, InterruptedException {
        Map<String, Object> settings = SerdesExample.producer(kafka.bootstrapServers(), registry.url());
        Path schema = Files.writeString(folder.resolve("order.avsc"), ORDER);
        settings.put("value.codec.schema.file", schema.toString());
        try (KafkaProducer<String, Order> producer = new KafkaProducer<>(settings)) {
            for (Order order : orders()) {
                producer.send(new ProducerRecord<>("orders", String.valueOf(order.id()), order))
                        .get();
            }
        }
    }

    private static List<Order> orders() {
        return LongStream.range(0, (long) ORDERS_OF_EACH * CUSTOMERS.size())
                .mapToObj(id -> new Order(id, CUSTOMERS.get((int) id % CUSTOMERS.size())))
                .toList();
    }

    /** As often as wanted: another run goes on where the one before has ended. */
    private static void runUntilAllIsCounted() {
        KafkaStreams streams = new KafkaStreams(topology(), settings());
        streams.setUncaughtExceptionHandler(failure -> {
            FAILURES.add(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
        try {
            Awaitility.await()
                    .atMost(LIMIT)
                    .failFast(() -> assertThat(FAILURES).isEmpty())
                    .ignoreException(InvalidStateStoreException.class) // it is not up yet
                    .untilAsserted(() -> assertThat(tallies(streams))
                            .containsExactlyInAnyOrderElementsOf(CUSTOMERS.stream()
                                    .map(customer -> new Tally(customer, ORDERS_OF_EACH))
                                    .toList()));
        } finally {
            // Else whoever comes next waits until the session of this one has expired.
            assertThat(streams.close(CloseOptions.timeout(LIMIT)
                            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)))
                    .isTrue();
        }
    }

    private static Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, Order> orders = builder.stream("orders", Consumed.with(Serdes.String(), incoming));
        orders.filter((number, order) -> !order.customer().equals("eve"))
                .mapValues(order -> new Parcel(order.id(), order.customer()))
                .to("parcels"); // by the serdes of the settings
        orders.groupBy((number, order) -> order.customer(), Grouped.with("by-customer", Serdes.String(), regrouped))
                .aggregate(
                        () -> new Tally("", 0),
                        (customer, order, before) -> new Tally(customer, before.orders() + 1),
                        Materialized.<String, Tally>as(Stores.inMemoryKeyValueStore("tallies"))
                                .withKeySerde(Serdes.String())
                                .withValueSerde(counted))
                .toStream()
                .to("tallies", Produced.with(Serdes.String(), told));
        return builder.build();
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put("application.id", "shop");
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("state.dir", folder.toString());
        settings.put("statestore.cache.max.bytes", "0"); // each change of a tally is written
        settings.put("default.key.serde", Serdes.StringSerde.class);
        settings.put("default.value.serde", WharfSerde.class);
        settings.put("value.codec", "json");
        return settings;
    }

    private static List<Tally> tallies(KafkaStreams streams) {
        List<Tally> found = new ArrayList<>();
        try (var all = streams.store(StoreQueryParameters.fromNameAndType(
                        "tallies", QueryableStoreTypes.<String, Tally>keyValueStore()))
                .all()) {
            all.forEachRemaining(entry -> found.add(entry.value));
        }
        return found;
    }

    /** All that is in the topic by now, by key and in its order. */
    private static <T> Map<String, List<T>> read(String topic, Class<T> type) {
        Map<String, List<T>> read = new HashMap<>();
        WharfDeserializer<T> values = new WharfDeserializer<>("json", type);
        values.configure(Map.of(), false);
        try (KafkaConsumer<String, T> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringDeserializer(), values)) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> read.computeIfAbsent(record.key(), key -> new ArrayList<>())
                                .add(record.value()));
            }
        }
        return read;
    }

    private static Map<String, List<Tally>> eachOrderCountedOnce() {
        Map<String, List<Tally>> expected = new HashMap<>();
        CUSTOMERS.forEach(customer -> expected.put(
                customer,
                LongStream.rangeClosed(1, ORDERS_OF_EACH)
                        .mapToObj(orders -> new Tally(customer, orders))
                        .toList()));
        return expected;
    }

    @Test
    void whatIsFilteredAndMappedIsWrittenByTheSerdeOfTheSettings() {
        Map<String, List<Parcel>> expected = new HashMap<>();
        for (Order order : orders()) {
            if (!order.customer().equals("eve")) {
                expected.put(String.valueOf(order.id()), List.of(new Parcel(order.id(), order.customer())));
            }
        }

        assertThat(read("parcels", Parcel.class)).isEqualTo(expected);
    }

    @Test
    void whatIsRegroupedIsCounted() {
        assertThat(read("tallies", Tally.class)).isEqualTo(eachOrderCountedOnce());
    }

    @Test
    void topicsThatStreamsMakesForItselfHaveSchemas() {
        try (Asking ask = new Asking(registry.url())) {
            assertThat(ask.get("/subjects").text())
                    .isEqualTo("[\"orders-value\",\"shop-by-customer-repartition-value\","
                            + "\"shop-tallies-changelog-value\"]");
        }
    }

    @Test
    void anotherRunReadsWhatWasCountedOutOfTheTopicThatKeepsIt() {
        runUntilAllIsCounted();

        assertThat(read("tallies", Tally.class)).as("nothing was counted anew").isEqualTo(eachOrderCountedOnce());
    }
}
