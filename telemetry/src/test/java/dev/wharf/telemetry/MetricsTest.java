package dev.wharf.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.endpoint.HttpEndpoint.Answer;
import dev.wharf.status.RunStatus;
import dev.wharf.status.Trouble;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    private static String page(RunStatus run) {
        return new Metrics(() -> run, "1.2.3").page("").body();
    }

    @Test
    void hasOpenTelemetrysNamesForWhatWasReadAndSent() {
        String page = page(Runs.run(Runs.worker(0), Runs.source(10), Runs.sink(5)));

        assertThat(page)
                .contains("messaging_client_consumed_messages_total{messaging_consumer_group_name=\"billing\","
                        + "messaging_destination_name=\"orders\",messaging_operation_name=\"poll\","
                        + "messaging_system=\"kafka\",stage=\"in\"} 10.0")
                .contains("messaging_client_sent_messages_total{messaging_destination_name=\"large\","
                        + "messaging_operation_name=\"send\",messaging_system=\"kafka\",stage=\"out\"} 5.0")
                .contains("messaging_process_duration_seconds_bucket{messaging_operation_name=\"process\","
                        + "messaging_system=\"kafka\",stage=\"in\",le=\"0.025\"} 1");
    }

    @Test
    void tellsTheLagInRecordsAndInSecondsWhereItIsKnown() {
        String page = page(Runs.run(Runs.worker(0)));
        String zero = "{messaging_destination_name=\"orders\",messaging_destination_partition_id=\"0\","
                + "messaging_system=\"kafka\"} ";

        assertThat(page).contains("wharf_lag_records" + zero + "7.0", "wharf_lag_seconds" + zero + "2.5");
        assertThat(page).doesNotContain("wharf_lag_records" + zero.replace("\"0\"", "\"1\""));
    }

    @Test
    void everyKindOfTroubleIsThereAllTheTime() {
        String calm = page(Runs.run(Runs.worker(0)));
        String stuck = page(Runs.run(Runs.worker(0, Trouble.of(Trouble.Kind.STUCK, "x"))));

        assertThat(calm).contains("wharf_ready 1.0", "wharf_troubles{kind=\"stuck\"} 0.0");
        assertThat(stuck).contains("wharf_ready 0.0", "wharf_troubles{kind=\"stuck\"} 1.0");
    }

    @Test
    void aCounterNeverGoesDownAlsoWhenATransactionIsTakenBack() {
        AtomicReference<RunStatus> now = new AtomicReference<>(Runs.run(Runs.worker(0), Runs.sink(100)));
        Metrics metrics = new Metrics(now::get, "1.2.3");
        String before = metrics.page("").body();
        now.set(Runs.run(Runs.worker(0), Runs.sink(40)));

        assertThat(before).contains("stage=\"out\"} 100.0");
        assertThat(metrics.page("").body()).contains("stage=\"out\"} 100.0").doesNotContain("stage=\"out\"} 40.0");
    }

    @Test
    void speaksOpenMetricsToWhoAsksForIt() {
        RunStatus run = Runs.run(Runs.worker(0));
        Answer answer = new Metrics(() -> run, "1.2.3").page("application/openmetrics-text; version=1.0.0");

        assertThat(answer.contentType()).startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n").contains("wharf_build_info{version=\"1.2.3\"} 1", "jvm_");
    }
}
