package dev.wharf.pipeline;

import dev.wharf.client.ClientSettings;
import dev.wharf.kafka.Clients;
import dev.wharf.plan.ErrorHandling.DeadLetterQueue;
import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFacts;
import dev.wharf.problem.Location;
import dev.wharf.problem.Nearest;
import dev.wharf.problem.Problem;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.TopicUse;
import dev.wharf.topic.ClusterAdmin;
import dev.wharf.topic.TopicFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Holds the topics that a plan names against those that are there. For one thread. */
final class TopicCheck {
    private static final String TOPIC = "topic";
    /** Kafka's own defaults of a topic and a producer differ by so much. */
    private static final long BATCH_OVERHEAD = 12;

    private final Plan plan;
    private final Map<TopicUse, TopicFacts> facts = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private TopicCheck(Plan plan) {
        this.plan = plan;
    }

    /** Connects to every cluster of the plan, one after another. */
    static TopicCheck of(Plan plan, Optional<String> embedded) {
        TopicCheck check = new TopicCheck(plan);
        Map<ClientSettings, Set<String>> wanted = new LinkedHashMap<>();
        for (TopicUse use : PlanFacts.topics(plan)) {
            wanted.computeIfAbsent(use.client(), client -> new TreeSet<>()).add(use.topic());
        }
        wanted.forEach((client, topics) -> check.ask(client, topics, embedded));
        plan.nodes().forEach(check::judge);
        check.judgeDeadLetters();
        return check;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The topics that are there. */
    Map<TopicUse, TopicFacts> facts() {
        return facts;
    }

    private void ask(ClientSettings client, Set<String> topics, Optional<String> embedded) {
        try (ClusterAdmin cluster = ClusterAdmin.connect(RunContext.resolve(client, embedded))) {
            TopicFacts.of(cluster, topics).forEach((name, found) -> facts.put(new TopicUse(client, name), found));
            if (!client.brokers().equals(TopicUse.EMBEDDED)) { // there they are made when they are needed
                missing(cluster, client, topics);
            }
        }
    }

    private void missing(ClusterAdmin cluster, ClientSettings client, Set<String> topics) {
        List<String> missing = topics.stream()
                .filter(name -> !facts.containsKey(new TopicUse(client, name)))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        Set<String> there = cluster.await(cluster.admin().listTopics().names());
        for (String name : missing) {
            TopicUse use = new TopicUse(client, name);
            String text = "topic " + name + " does not exist at " + client.brokers()
                    + Nearest.to(name, there)
                            .map(near -> "; did you mean " + near + "? If not,")
                            .orElse(";")
                    + " create it with: wharf topics create " + name + " --brokers " + client.brokers();
            places(use).forEach((place, who) -> problems.add(new Problem(place, who + text)));
        }
    }

    /** Where a topic is named, and by whom. */
    private Map<Location, String> places(TopicUse use) {
        Map<Location, String> places = new LinkedHashMap<>();
        for (Node node : plan.nodes()) {
            if (topicsOf(node).contains(use)) {
                places.put(node.locationOf(TOPIC), "stage " + node.id() + ": ");
            }
        }
        if (PlanFacts.deadLetterTopic(plan).filter(use::equals).isPresent()) {
            deadLetterPlace().ifPresent(place -> places.put(place, "dead letters: "));
        }
        return places;
    }

    private static List<TopicUse> topicsOf(Node node) {
        return switch (node.stage()) {
            case SourceStage source -> source.topics();
            case SinkStage sink -> sink.topics();
            default -> List.of();
        };
    }

    private Optional<Location> deadLetterPlace() {
        return plan.settings()
                .errors()
                .deadLetters()
                .filter(DeadLetterQueue.Topic.class::isInstance)
                .map(DeadLetterQueue.Topic.class::cast)
                .map(DeadLetterQueue.Topic::location);
    }

    private void judge(Node node) {
        for (TopicUse use : topicsOf(node)) {
            TopicFacts topic = facts.get(use);
            if (topic != null && node.stage() instanceof SourceStage source) {
                judgeWorkers(node, source, topic);
            } else if (topic != null) {
                judgeCopies(node.locationOf(TOPIC), "stage " + node.id() + ": ", topic);
                judgeSizes(node, use, topic);
            }
        }
    }

    private void judgeWorkers(Node node, SourceStage source, TopicFacts topic) {
        int workers = source.workers(plan.settings().workers());
        if (workers > topic.partitions()) {
            problems.add(Problem.warning(
                    node.locationOf(TOPIC),
                    "stage " + node.id() + ": topic " + topic.name() + " has " + topic.partitions() + " "
                            + (topic.partitions() == 1 ? "partition" : "partitions") + ", so "
                            + (workers - topic.partitions()) + " of the " + workers
                            + " workers would have nothing to do; set workers to " + topic.partitions()
                            + ", or give the topic more partitions"));
        }
    }

    private void judgeCopies(Location place, String who, TopicFacts topic) {
        OptionalLong minimum = topic.minInSync();
        if (minimum.isPresent() && minimum.getAsLong() > topic.copies()) {
            problems.add(new Problem(
                    place,
                    who + "topic " + topic.name() + " has min.insync.replicas = " + minimum.getAsLong() + " and only "
                            + topic.copies() + (topic.copies() == 1 ? " copy" : " copies")
                            + " of a partition, so it takes no record; lower the one or raise the other"));
        }
    }

    private void judgeSizes(Node node, TopicUse use, TopicFacts topic) {
        if (topic.maxBytes().isEmpty()) {
            return;
        }
        long takes = topic.maxBytes().getAsLong();
        long sends = Clients.maxRequestBytes(use.client());
        if (sends > takes) {
            problems.add(Problem.warning(
                    node.locationOf("client.max.request.size"),
                    "stage " + node.id() + ": the producer sends up to max.request.size = " + sends
                            + " bytes, and topic "
                            + topic.name() + " takes max.message.bytes = " + takes
                            + "; lower the one or raise the other, or larger records fail"));
        }
        long fits = Math.min(sends, takes);
        String limit = takes <= sends ? "topic " + topic.name() + " takes" : "max.request.size allows";
        sourcesOf(node).stream()
                .filter(source -> source.maxBytes().orElse(0) > fits + BATCH_OVERHEAD)
                .forEach(source -> problems.add(Problem.warning(
                        node.locationOf(TOPIC),
                        "stage " + node.id() + ": topic " + source.name() + " holds records of up to "
                                + source.maxBytes().orElse(0) + " bytes, and " + limit + " " + fits
                                + "; larger ones fail here")));
    }

    private List<TopicFacts> sourcesOf(Node node) {
        return PlanFacts.sourcesOf(plan, node).stream()
                .flatMap(source -> source.topics().stream())
                .flatMap(use -> Optional.ofNullable(facts.get(use)).stream())
                .toList();
    }

    private void judgeDeadLetters() {
        Optional<TopicFacts> dead = PlanFacts.deadLetterTopic(plan).map(facts::get);
        Optional<Location> place = deadLetterPlace();
        if (dead.isEmpty() || place.isEmpty()) {
            return;
        }
        judgeCopies(place.get(), "dead letters: ", dead.get());
        long takes = dead.get().maxBytes().orElse(Long.MAX_VALUE);
        plan.nodes().stream()
                .filter(node -> node.stage() instanceof SourceStage)
                .flatMap(node -> topicsOf(node).stream())
                .flatMap(use -> Optional.ofNullable(facts.get(use)).stream())
                .filter(source -> source.maxBytes().orElse(0) > takes)
                .forEach(source -> problems.add(Problem.warning(
                        place.get(),
                        "dead letters: topic " + source.name() + " holds records of up to "
                                + source.maxBytes().orElse(0) + " bytes, and topic "
                                + dead.get().name() + " takes max.message.bytes = " + takes
                                + "; larger dead letters go to a file, so raise it")));
    }
}
