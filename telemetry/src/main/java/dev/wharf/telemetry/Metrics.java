package dev.wharf.telemetry;

import dev.wharf.endpoint.HttpEndpoint.Answer;
import dev.wharf.status.Durations;
import dev.wharf.status.Observed;
import dev.wharf.status.PartitionStatus;
import dev.wharf.status.RunStatus;
import dev.wharf.status.StageStatus;
import dev.wharf.status.Trouble;
import dev.wharf.status.WorkerStatus;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The metrics of a run, made when somebody asks. Where OpenTelemetry has a name for one it is that, as Prometheus
 * writes it; the others begin with {@code wharf_}. Safe for use by many threads.
 */
final class Metrics implements MultiCollector {
    private static final String SYSTEM = "messaging_system";
    private static final String OPERATION = "messaging_operation_name";
    private static final String TOPIC = "messaging_destination_name";
    private static final String PARTITION = "messaging_destination_partition_id";
    private static final String GROUP = "messaging_consumer_group_name";
    private static final String KAFKA = "kafka";

    private final Observed run;
    private final String version;
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Highest highest = new Highest();

    Metrics(Observed run, String version) {
        this.run = run;
        this.version = version;
        registry.register(this);
        JvmMetrics.builder().register(registry);
    }

    /** As text, in the format that the asking side takes. */
    Answer page(String accept) {
        ExpositionFormatWriter open = formats.getOpenMetricsTextFormatWriter();
        ExpositionFormatWriter writer = open.accepts(accept) ? open : formats.getPrometheusTextFormatWriter();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answer(200, writer.getContentType(), body.toString(StandardCharsets.UTF_8));
    }

    @Override
    public MetricSnapshots collect() {
        RunStatus status = run.status();
        List<Family> families = new ArrayList<>();
        families.add(Family.info("wharf_build", "The version that runs.").add(Labels.of("version", version), 1));
        messaging(status, families);
        stages(status, families);
        lags(status, families);
        workers(status, families);
        troubles(status, families);
        return new MetricSnapshots(
                families.stream().filter(Family::any).map(Family::snapshot).toList());
    }

    private void messaging(RunStatus status, List<Family> families) {
        Family consumed = Family.counter("messaging_client_consumed_messages", "Records read from a topic.");
        Family sent = Family.counter("messaging_client_sent_messages", "Records that a topic has acknowledged.");
        Family took = Family.histogram(
                "messaging_process_duration_seconds", "How long the calls of stages that wait, or of a handler, took.");
        for (StageStatus stage : status.stages()) {
            stage.topic().ifPresent(topic -> {
                Labels labels = Labels.of(SYSTEM, KAFKA, TOPIC, topic, "stage", stage.id());
                if (stage.place() == StageStatus.Place.SOURCE) {
                    String group = stage.group().orElse("");
                    consumed.add(
                            labels.merge(Labels.of(OPERATION, "poll", GROUP, group)), highest(stage, "in", stage.in()));
                } else {
                    sent.add(labels.add(OPERATION, "send"), highest(stage, "passed", stage.passed()));
                }
            });
            Durations.Seen durations = stage.took();
            if (durations.count() > 0) {
                took.add(Labels.of(SYSTEM, KAFKA, OPERATION, "process", "stage", stage.id()), durations);
            }
        }
        families.addAll(List.of(consumed, sent, took));
    }

    private void stages(RunStatus status, List<Family> families) {
        Family in = Family.counter("wharf_stage_in_records", "Records that a stage took.");
        Family out = Family.counter(
                "wharf_stage_done_records", "Records that a stage is done with, by what became of them.");
        Family inFlight =
                Family.gauge("wharf_stage_in_flight_records", "Records that a stage took and is not done with.");
        for (StageStatus stage : status.stages()) {
            Labels labels = Labels.of("stage", stage.id(), "function", stage.function());
            in.add(labels, highest(stage, "in", stage.in()));
            outcome(out, labels, stage, "passed", StageStatus::passed);
            outcome(out, labels, stage, "filtered", StageStatus::filtered);
            outcome(out, labels, stage, "skipped", StageStatus::skipped);
            outcome(out, labels, stage, "dead_lettered", StageStatus::deadLettered);
            outcome(out, labels, stage, "returned", StageStatus::returned);
            inFlight.add(labels, (double) stage.inFlight());
        }
        families.addAll(List.of(in, out, inFlight));
    }

    private void outcome(
            Family family, Labels labels, StageStatus stage, String outcome, ToLongFunction<StageStatus> count) {
        family.add(labels.add("outcome", outcome), highest(stage, outcome, count.applyAsLong(stage)));
    }

    private double highest(StageStatus stage, String what, long count) {
        return highest.of(stage.id() + " " + what, count);
    }

    private static void lags(RunStatus status, List<Family> families) {
        Family records = Family.gauge("wharf_lag_records", "Records of a partition that are not done.");
        Family seconds = Family.gauge("wharf_lag_seconds", "How old the first of them is.");
        Family settled = Family.gauge("wharf_settled_offset", "The offset up to which everything is done.");
        for (WorkerStatus worker : status.workers()) {
            for (PartitionStatus partition : worker.source().partitions()) {
                Labels labels = Labels.of(
                        SYSTEM, KAFKA, TOPIC, partition.topic(), PARTITION, String.valueOf(partition.partition()));
                ifKnown(records, labels, partition.lag(), 1);
                ifKnown(seconds, labels, partition.lagMs(), 1e-3);
                ifKnown(settled, labels, partition.settled(), 1);
            }
        }
        families.addAll(List.of(records, seconds, settled));
    }

    private static void ifKnown(Family family, Labels labels, long value, double unit) {
        if (value != PartitionStatus.UNKNOWN) {
            family.add(labels, (double) value * unit);
        }
    }

    private void workers(RunStatus status, List<Family> families) {
        Family bytes = Family.counter("wharf_source_read_bytes", "Bytes that a worker has read.");
        Family paused = Family.gauge("wharf_worker_paused", "1 while a worker has no room for more records.");
        Family partitions = Family.gauge("wharf_worker_partitions", "Partitions that a worker owns.");
        for (WorkerStatus worker : status.workers()) {
            Labels labels = Labels.of("worker", worker.name());
            bytes.add(labels, (double)
                    highest.of(worker.name() + " bytes", worker.source().readBytes()));
            paused.add(labels, worker.paused() ? 1 : 0);
            if (worker.source().topic().isPresent()) {
                partitions.add(labels, worker.source().partitions().size());
            }
        }
        families.addAll(List.of(bytes, paused, partitions));
    }

    /** Each kind is there all the time: an alert must not hang on a name that appears only with the trouble. */
    private static void troubles(RunStatus status, List<Family> families) {
        List<Trouble> all = status.troubles();
        Family kinds = Family.gauge("wharf_troubles", "What keeps records from moving, by kind.");
        for (Trouble.Kind kind : Trouble.Kind.values()) {
            long count = all.stream().filter(trouble -> trouble.kind() == kind).count();
            kinds.add(Labels.of("kind", kind.name().toLowerCase(Locale.ROOT)), (double) count);
        }
        families.add(kinds);
        families.add(Family.gauge("wharf_ready", "1 while nothing keeps records from moving.")
                .add(Labels.EMPTY, all.isEmpty() ? 1 : 0));
    }
}
