package dev.wharf.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.json.PlainJson;
import dev.wharf.record.Origin;
import dev.wharf.status.RunStatus;
import dev.wharf.status.Trouble;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HealthTest {

    private static JsonNode json(RunStatus run) throws IOException {
        return new ObjectMapper().readTree(PlainJson.pretty(Health.of(run).asMap()));
    }

    @Test
    void saysInWordsHowEachPartitionIs() throws IOException {
        JsonNode health = json(Runs.run(Runs.worker(0)));

        assertThat(health.at("/ready").asBoolean()).isTrue();
        JsonNode partitions = health.at("/workers/0/partitions");
        assertThat(partitions.at("/0/state").asText()).isEqualTo("7 records behind");
        assertThat(partitions.at("/0/lag_seconds").asDouble()).isEqualTo(2.5);
        assertThat(partitions.at("/1/state").asText()).isEqualTo("how far behind is not known yet");
        assertThat(partitions.at("/1/lag_records").isMissingNode()).isTrue();
    }

    @Test
    void aTroubleOfOnePartitionIsNotThatOfOthers() throws IOException {
        Trouble stuck = Trouble.at(new Origin("orders", 1), Trouble.Kind.STUCK, "the call for orders-1@5 takes long");
        JsonNode health = json(Runs.run(Runs.worker(0, stuck)));

        assertThat(health.at("/ready").asBoolean(true)).isFalse();
        JsonNode partitions = health.at("/workers/0/partitions");
        assertThat(partitions.at("/0/ready").asBoolean()).isTrue();
        assertThat(partitions.at("/1/ready").asBoolean(true)).isFalse();
        assertThat(partitions.at("/1/state").asText()).contains("orders-1@5");
    }

    @Test
    void aThreadThatStandsStillHoldsUpEveryPartition() throws IOException {
        Trouble stuck = Trouble.at(new Origin("orders", 1), Trouble.Kind.STUCK, "at orders-1@5");
        JsonNode partitions = json(Runs.run(Runs.worker(4_000, stuck))).at("/workers/0/partitions");

        assertThat(partitions.at("/0/ready").asBoolean(true)).isFalse();
    }

    @Test
    void isLiveUntilARestartWouldHelp() {
        Trouble stuck = Trouble.of(Trouble.Kind.STUCK, "wharf-in-0 has been at one thing for long");
        long soon = Duration.ofMinutes(1).toMillis();
        long late = Duration.ofMinutes(6).toMillis();

        assertThat(Health.notLive(Runs.run(Runs.worker(soon, stuck)))).isEmpty();
        assertThat(Health.notLive(Runs.run(Runs.worker(late, stuck)))).containsExactly(stuck.text());
        Trouble away = Trouble.of(Trouble.Kind.SOURCE_AWAY, "the brokers do not answer");
        assertThat(Health.notLive(Runs.run(Runs.worker(0, away)))).isEmpty();
    }
}
