package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.wharf.client.ClientRules;
import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.AbstractThrowableAssert;
import org.awaitility.Awaitility;

/** What every way to log in must do: let all of Wharf's clients in, and refuse in words that show no secret. */
final class Login {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** A client that is refused knows it within seconds; the machine may be ten times slower than usual. */
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(60);

    private static final MemoryBudget BUDGET = MemoryBudget.of(64 << 20, 1, 1);
    /** Part of every secret of these tests. */
    private static final String SECRET = "s3cr3t";

    private static final AtomicInteger TOPICS = new AtomicInteger();

    private Login() {}

    /** A pipeline file may have the settings, and each kind of client gets in with them. */
    static void assertServes(ClientSettings client) throws Exception {
        assertThat(problems(client)).isEmpty();
        String topic = "t-" + TOPICS.incrementAndGet();
        try (Topics topics = Topics.connect(client)) {
            assertThat(topics.create(topic, 1, 1)).isTrue();
            assertThat(topics.create(topic, 1, 1)).isFalse();
        }
        produce(client, topic, "hello");
        assertThat(consumeOne(client, topic)).isEqualTo("hello");
        assertThat(client.toString()).doesNotContain(SECRET);
    }

    /** The error that connecting ends with; a pipeline file may have the settings all the same. */
    static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ClientSettings client) {
        assertThat(problems(client)).isEmpty();
        List<Throwable> refusals = refusals(client);
        assertThat(refusals).allSatisfy(refusal -> assertThat(textOf(refusal)).doesNotContain(SECRET));
        return assertThat(refusals.get(0))
                .isInstanceOfSatisfying(
                        WharfException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ENVIRONMENT));
    }

    /** What each kind of client ends with: connecting, producing, consuming. */
    static List<Throwable> refusals(ClientSettings client) {
        List<Throwable> refusals = new ArrayList<>();
        assertTimeout(REFUSED_WITHIN, () -> {
            refusals.add(catchThrowable(() -> Topics.connect(client).close()));
            refusals.add(catchThrowable(() -> produce(client, "t", "hello")));
            refusals.add(catchThrowable(() -> consumeOne(client, "t")));
        });
        assertThat(refusals).doesNotContainNull();
        return refusals;
    }

    /** With all its causes, as a log would have it. */
    static String textOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static List<String> problems(ClientSettings client) {
        List<String> problems = new ArrayList<>(ClientRules.conflicts(client.settings()));
        for (ClientRules rules : List.of(ClientRules.consumer(), ClientRules.producer())) {
            client.settings().forEach((key, value) -> rules.problem(key, value).ifPresent(problems::add));
        }
        return problems;
    }

    private static void produce(ClientSettings client, String topic, String value) throws Exception {
        try (Producer<byte[], byte[]> producer = Clients.producer(client, "writer", BUDGET)) {
            assertThat(Clients.partitionsOf(producer, topic)).isEqualTo(1);
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, bytes)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static String consumeOne(ClientSettings client, String topic) {
        List<String> values = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = Clients.consumer(client, "group of " + topic, "reader", BUDGET)) {
            consumer.subscribe(List.of(topic));
            Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
                return !values.isEmpty();
            });
        }
        return values.get(0);
    }
}
