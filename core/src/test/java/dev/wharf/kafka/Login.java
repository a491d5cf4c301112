package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.client.ClientRules;
import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.AbstractThrowableAssert;
import org.awaitility.Awaitility;

/** What every way to log in must do: let all of Wharf's clients in, and refuse in words. */
final class Login {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final MemoryBudget BUDGET = MemoryBudget.of(64 << 20, 1, 1);
    private static final String TOPIC = "t";

    private Login() {}

    /** A pipeline file may have the settings, and each kind of client gets in with them. */
    static void assertServes(ClientSettings client) throws Exception {
        assertThat(problems(client)).isEmpty();
        try (Topics topics = Topics.connect(client)) {
            assertThat(topics.create(TOPIC, 1, 1)).isTrue();
        }
        produce(client, "hello");
        assertThat(consumeOne(client)).isEqualTo("hello");
    }

    /** The error that connecting ends with; a pipeline file may have the settings all the same. */
    static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ClientSettings client) {
        assertThat(problems(client)).isEmpty();
        return assertThatThrownBy(() -> Topics.connect(client).close())
                .isInstanceOfSatisfying(
                        WharfException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ENVIRONMENT));
    }

    private static List<String> problems(ClientSettings client) {
        List<String> problems = new ArrayList<>(ClientRules.conflicts(client.settings()));
        for (ClientRules rules : List.of(ClientRules.consumer(), ClientRules.producer())) {
            client.settings().forEach((key, value) -> rules.problem(key, value).ifPresent(problems::add));
        }
        return problems;
    }

    private static void produce(ClientSettings client, String value) throws Exception {
        try (Producer<byte[], byte[]> producer = Clients.producer(client, "writer", BUDGET)) {
            assertThat(Clients.partitionsOf(producer, TOPIC)).isEqualTo(1);
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(TOPIC, bytes)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static String consumeOne(ClientSettings client) {
        List<String> values = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = Clients.consumer(client, "group", "reader", BUDGET)) {
            consumer.subscribe(List.of(TOPIC));
            Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
                return !values.isEmpty();
            });
        }
        return values.get(0);
    }
}
