package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.client.ClientRules;
import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What clients are made with, and asked before the first record. */
final class ClientsTest {

    @Test
    void readsNumbersAsKafkaDoes() {
        ClientSettings settings =
                new ClientSettings("localhost:1", Map.of("fetch.max.wait.ms", " 700 ", "buffer.memory", " 4000000 "));
        settings.settings()
                .forEach((key, value) -> assertThat(List.of(ClientRules.consumer(), ClientRules.producer()))
                        .as("%s is taken", key)
                        .anyMatch(rules -> rules.problem(key, value).isEmpty()));

        assertThat(Clients.fetchWait(settings)).isEqualTo(Duration.ofMillis(700));
        assertThat(Clients.bufferMemory(settings, new MemoryBudget(1, 1, 1))).isEqualTo(4_000_000);
    }

    @Test
    void membersHearOfARebalanceSoon() {
        assertThat(heartbeat(Map.of())).isEqualTo(1_000);
        assertThat(heartbeat(Map.of("session.timeout.ms", "6000"))).isEqualTo(300);
        assertThat(heartbeat(Map.of("heartbeat.interval.ms", "3000"))).isEqualTo("3000");
        assertThat(heartbeat(Map.of("group.protocol", "consumer")))
                .as("there the brokers say when")
                .isNull();
    }

    private static @Nullable Object heartbeat(Map<String, String> settings) {
        return Clients.consumerConfig(
                        new ClientSettings("localhost:1", settings), "group", "client", new MemoryBudget(1, 1, 1))
                .get("heartbeat.interval.ms");
    }

    @Test
    void aTopicThatMayNotBeSeenIsAnErrorOfTheEnvironment() {
        try (var producer = new Refusing()) {
            assertThatThrownBy(() -> Clients.partitionsOf(producer, "secret"))
                    .isInstanceOfSatisfying(
                            WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
                    .hasMessageContaining("topic secret");
        }
    }

    private static final class Refusing extends MockProducer<byte[], byte[]> {
        Refusing() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            throw new TopicAuthorizationException("Not authorized to access topics: [secret]");
        }
    }
}
