package dev.wharf.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** All rounds of one bench on one broker. Used by one thread. */
final class LoadRun implements AutoCloseable {
    private static final String CONTESTANT_HEAP = "512m";

    private final LoadOptions options;
    private final Path folder;
    private final LoadBroker broker;
    private final LoadTopics topics;
    private final String input;
    private final String runName;
    private final Optional<AvroInput> avro;
    private long expected;

    /** Starts on a broker that somebody else closes. */
    LoadRun(LoadOptions options, LoadBroker broker, Path folder) {
        this.options = options;
        this.folder = folder;
        this.broker = broker;
        this.topics = new LoadTopics(broker.address());
        this.runName = options.bench().label() + "-" + System.nanoTime();
        this.input = "input-" + runName;
        this.avro = options.contestants().contains(Contestant.WHARF_AVRO)
                ? Optional.of(AvroInput.open("avro-" + input))
                : Optional.empty();
    }

    /**
     * Loads the input and runs every round.
     *
     * @param onRow is told each row as soon as it is there, also those of warm-up rounds
     * @return the rows of the rounds that count
     * @throws IOException when a contestant fails, or its output or its offsets are not what they should be
     */
    List<LoadRow> rows(Consumer<LoadRow> onRow) throws IOException, InterruptedException {
        long passing = load(input, new StringSerializer());
        if (avro.isPresent()) {
            load(avro.get().topic(), avro.get().values());
        }
        expected = options.bench().sends() ? passing : 0;
        List<LoadRow> rows = new ArrayList<>();
        for (int i = 0; i < options.warmups() + options.repeats(); i++) {
            int round = i < options.warmups() ? 0 : i - options.warmups() + 1;
            for (Contestant contestant : order(i)) {
                LoadRow row = row(contestant, i, round);
                onRow.accept(row);
                if (round > 0) {
                    rows.add(row);
                }
            }
        }
        topics.delete(input);
        if (avro.isPresent()) {
            topics.delete(avro.get().topic());
        }
        return rows;
    }

    private long load(String topic, Serializer<String> values) throws IOException, InterruptedException {
        Bench.Input shape = options.bench().input();
        topics.create(topic, shape.partitions());
        return topics.load(topic, shape, options.records(), options.seed(), values);
    }

    // Everyone comes first, last and after everyone else in turn.
    private List<Contestant> order(int turn) {
        List<Contestant> order = new ArrayList<>(options.contestants());
        Collections.rotate(order, turn / 2);
        if (turn % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }

    private LoadRow row(Contestant contestant, int turn, int round) throws IOException, InterruptedException {
        String name = runName + "-" + contestant.label() + "-" + turn;
        Optional<AvroInput> other = avro.filter(unused -> contestant == Contestant.WHARF_AVRO);
        LoadJob job = new LoadJob(
                options.bench(),
                broker.address(),
                "group-" + name,
                other.map(AvroInput::topic).orElse(input),
                "output-" + name,
                options.records(),
                options.protocol(),
                Files.createDirectory(folder.resolve(name)),
                other.map(AvroInput::registryUrl));
        topics.create(job.output(), options.bench().input().partitions());
        MachineCpu start = MachineCpu.now(broker);
        ContestantReport report = run(contestant, job);
        MachineCpu used = MachineCpu.now(broker).since(start);
        check(contestant, job, report, turn == 0);
        topics.delete(job.output());
        return new LoadRow(
                options.bench(),
                round,
                contestant,
                options.records(),
                expected,
                report.whole(),
                report.steady(),
                used.brokerNs(),
                used.othersNs(report.whole().cpuNs()));
    }

    private ContestantReport run(Contestant contestant, LoadJob job) throws IOException, InterruptedException {
        try (ChildJvm child =
                ChildJvm.start(contestant.label(), CONTESTANT_HEAP, job.folder(), contestant.mainClass(), job.args())) {
            return ContestantReport.find(child.outputAtEnd(options.limit()));
        }
    }

    private void check(Contestant contestant, LoadJob job, ContestantReport report, boolean content)
            throws IOException, InterruptedException {
        require(contestant, "consumed", options.records(), report.recordsIn());
        require(contestant, "committed", options.records(), topics.committed(job.group()));
        require(contestant, "produced", expected, produced(job));
        require(contestant, "reported", expected, Objects.requireNonNullElse(report.recordsOut(), expected));
        if (content && options.bench().sends()) {
            new OutputCheck(options.bench()).topics(broker.address(), input, job.output());
        }
    }

    private long produced(LoadJob job) throws IOException, InterruptedException {
        int partitions = job.bench().input().partitions();
        // Transactions leave markers, which count as records where only the offsets are looked at.
        return job.bench() == Bench.ONCE
                ? topics.countByReading(job.output(), partitions)
                : topics.count(job.output(), partitions);
    }

    private static void require(Contestant contestant, String what, long wanted, long seen) throws IOException {
        if (wanted != seen) {
            throw new IOException(contestant.label() + " has " + what + " " + seen + " records instead of " + wanted);
        }
    }

    @Override
    public void close() {
        avro.ifPresent(AvroInput::close);
        topics.close();
    }
}
