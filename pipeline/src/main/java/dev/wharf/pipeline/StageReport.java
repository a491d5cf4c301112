package dev.wharf.pipeline;

import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.TopicUse;
import dev.wharf.status.Durations;
import dev.wharf.status.StageStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Tells of each stage of a plan what it has counted. What does not change is looked up once. Any thread. */
final class StageReport {
    private final Map<String, Fixed> stages = new LinkedHashMap<>();

    private record Fixed(StageStatus.Place place, Optional<String> topic, Optional<String> group) {}

    StageReport(Plan plan) {
        plan.nodes().forEach(node -> stages.put(node.id(), fixed(node)));
    }

    private static Fixed fixed(Node node) {
        return switch (node.stage()) {
            case SourceStage source -> new Fixed(StageStatus.Place.SOURCE, first(source.topics()), source.group());
            case SinkStage sink -> new Fixed(StageStatus.Place.SINK, first(sink.topics()), Optional.empty());
            default -> new Fixed(StageStatus.Place.BETWEEN, Optional.empty(), Optional.empty());
        };
    }

    private static Optional<String> first(List<TopicUse> topics) {
        return topics.stream().map(TopicUse::topic).findFirst();
    }

    /** @param took gives how long the calls of a stage took */
    List<StageStatus> of(Ledger ledger, Function<String, List<Durations>> took) {
        return ledger.rows().stream()
                .map(row -> of(row, Durations.sum(took.apply(row.id()))))
                .toList();
    }

    private StageStatus of(Ledger.Row row, Durations.Seen took) {
        Fixed stage = Objects.requireNonNull(stages.get(row.id()), row.id());
        return new StageStatus(
                row.id(),
                row.function(),
                stage.place,
                stage.topic,
                stage.group,
                row.in(),
                row.passed(),
                row.filtered() + row.filteredAbsent(),
                row.skipped(),
                row.deadLettered(),
                row.returned(),
                took);
    }
}
