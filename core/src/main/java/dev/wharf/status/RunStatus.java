package dev.wharf.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a run goes.
 *
 * @param name of the pipeline or service
 */
public record RunStatus(String name, Phase phase, List<WorkerStatus> workers, List<StageStatus> stages) {

    public RunStatus {
        workers = List.copyOf(workers);
        stages = List.copyOf(stages);
    }

    /** Everything that keeps records from moving; none means that it is ready. */
    public List<Trouble> troubles() {
        List<Trouble> all = new ArrayList<>();
        switch (phase) {
            case STARTING -> all.add(Trouble.of(Trouble.Kind.STARTING, name + " is starting"));
            case DRAINING ->
                all.add(Trouble.of(Trouble.Kind.DRAINING, name + " is stopping: it takes no more records"));
            case ENDED -> all.add(Trouble.of(Trouble.Kind.ENDED, name + " has ended"));
            case RUNNING -> all.addAll(starting());
        }
        workers.forEach(worker -> all.addAll(worker.allTroubles()));
        all.addAll(unowned());
        return all.stream().distinct().toList();
    }

    private List<Trouble> starting() {
        return workers.stream()
                .filter(worker -> worker.phase() == Phase.STARTING)
                .map(worker -> Trouble.of(Trouble.Kind.STARTING, worker.name() + " is starting"))
                .toList();
    }

    /** Topics of which no worker owns a partition: that one of many owns none is usual. */
    private List<Trouble> unowned() {
        Map<String, Boolean> owned = new LinkedHashMap<>();
        for (WorkerStatus worker : workers) {
            boolean reads = worker.phase() == Phase.RUNNING;
            worker.source()
                    .topic()
                    .filter(topic -> reads)
                    .ifPresent(topic ->
                            owned.merge(topic, !worker.source().partitions().isEmpty(), Boolean::logicalOr));
        }
        return owned.entrySet().stream()
                .filter(topic -> !topic.getValue())
                .map(topic -> Trouble.of(
                        Trouble.Kind.NO_PARTITIONS,
                        "topic " + topic.getKey() + ": none of its partitions is owned here; other members of the"
                                + " group have them all, or the group is just sharing them out"))
                .toList();
    }
}
