package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientRules;
import dev.wharf.client.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        assertThat(Clients.bufferMemory(settings, new MemoryBudget(1, 1))).isEqualTo(4_000_000);
    }
}
