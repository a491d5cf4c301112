package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.codec.TopicCodec;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.large.PayloadSettings;
import dev.wharf.loop.ReadAhead;
import dev.wharf.topic.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code wharf produce}: sends lines, files and standard input to a topic. */
@Command(
        name = "produce",
        description = "Sends lines, files or standard input to a topic.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf produce orders orders.jsonl --key-field customer",
            "  echo 'k:v' | wharf produce orders --key-delimiter :",
            "  tail -f app.log | wharf produce logs --brokers localhost:9092",
            "  wharf consume a --format json | wharf produce b --format json",
            "  wharf produce payments p.jsonl --codec avro --codec-option schema_file=p.avsc",
            "  wharf produce images --file disk.iso --store archive=s3://my-bucket/payloads",
            "",
            "Each record is acknowledged by all in-sync replicas, or the exit code is not 0",
            "and it says where to go on (--skip). SIGTERM and Ctrl-C end it in good order.",
            "Exit codes: 0 all records are acknowledged; 1 some are not; 2 wrong arguments,",
            "or a file is missing; 3 no broker or no topic."
        })
final class ProduceCommand implements Callable<Integer> {
    private static final int AHEAD_BYTES = 4 << 20;
    /** The record loop waits for brokers as long as it takes; somebody who waits for a command does not. */
    private static final String DELIVERY_TIMEOUT_MS = "120000";

    /** Kafka gives up one record after the delivery timeout; what never got so far is noticed a little later. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic.")
    private String topic;

    @Parameters(
            index = "1..*",
            paramLabel = "FILE",
            description = "Files, one after another; - or none for standard input.")
    private @Nullable List<String> files;

    @Mixin
    private ProduceOptions options;

    @Mixin
    private PayloadOptions payloads;

    @Mixin
    private CodecOptions codec;

    @Option(names = "--quiet", description = "No summary and no progress; errors are still told.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the summary as JSON on standard output.")
    private boolean json;

    @Mixin
    private ClientOptions client;

    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    ProduceCommand() {}

    @Override
    public Integer call() {
        List<String> problems = new ArrayList<>();
        NamedTopics.check(List.of(topic), problems);
        ProduceForm form = options.form(problems);
        codec.check(problems);
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        List<String> names = new ArrayList<>(files == null ? List.of() : files);
        names.addAll(options.whole());
        List<ProduceSource> sources = ProduceSource.of(names, main.streams().in(), options.expansion());
        ClientSettings settings =
                client.settings().orElse(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        PrintWriter err = spec.commandLine().getErr();
        try (Embedded kafka = client.embedded(true, err);
                DevRegistryLease registry = DevRegistryLease.acquire(codec.wantsDevRegistry(), kafka, err)) {
            ClientSettings cluster = kafka.address().map(settings::at).orElse(settings);
            ClientSettings fitting = fitting(cluster, kafka.address().isPresent(), err);
            if (form.format() == ProduceForm.Format.FILE
                    && !codec.given()
                    && form.keyField().isEmpty()) {
                @Nullable Path data = kafka.address().isPresent() ? client.data() : null;
                return produceFiles(payloads.settings(cluster, data, options.payloads()), form, sources, err);
            }
            ProduceInput input = new ProduceInput(sources, form, Clients.maxRequestBytes(cluster), options.skip());
            Optional<TopicCodec> opened = codec.open(topic, registry.url());
            try {
                opened.ifPresent(TopicCodec::prepare);
                return produce(fitting, form.with(opened), input, usesStandardInput(names), err);
            } finally {
                opened.ifPresent(TopicCodec::close);
            }
        }
    }

    /**
     * The settings with batches that the topic takes, if it is there. A batch that is too large is split by Kafka's
     * client, which goes on splitting without end where one large record and small ones fit into what it splits into
     * (seen with 4.3.1). A batch of one record fails as it should.
     */
    private ClientSettings fitting(ClientSettings cluster, boolean embedded, PrintWriter err) {
        try (Topics topics = Topics.connect(cluster)) {
            int partitions = NamedTopics.partitions(
                            topics, cluster, embedded, Optional.of(err::println), List.of(topic))
                    .getOrDefault(topic, 0);
            options.checkPartition(topic, partitions);
            OptionalInt most = topics.maxMessageBytes(topic);
            boolean small = most.isPresent() && most.getAsInt() < Clients.BATCH_BYTES;
            return small ? cluster.orElse(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(most.getAsInt())) : cluster;
        }
    }

    private static boolean usesStandardInput(List<String> names) {
        return names.isEmpty() || names.contains("-");
    }

    private int produce(
            ClientSettings cluster, ProduceForm form, ProduceInput input, boolean fromPipe, PrintWriter err) {
        MemoryBudget budget = MemoryBudget.of(MemoryBudget.defaultMaxBytes(), 1, 1);
        ProduceTally tally = new ProduceTally(topic, options.skip());
        Producer<byte[], byte[]> producer = Clients.producer(cluster, "wharf-produce", budget);
        long maxUnderWay = Clients.bufferMemory(cluster, budget) / 2;
        try (TopicWriter writer = new TopicWriter(producer, topic, partitionsOf(producer), maxUnderWay, tally)) {
            Duration quietLimit = deliveryTimeout(cluster).plus(SLACK);
            ProduceRun run = new ProduceRun(writer, form, tally, fromPipe, quietLimit);
            Signals.onFirst(run::stop);
            sayThatItReads(fromPipe, err);
            run(run, new ReadAhead<>("wharf-input", AHEAD_BYTES, input, ProduceRecord::bytes), tally, err);
        }
        print(tally, err);
        return tally.exitCode();
    }

    private int produceFiles(PayloadSettings settings, ProduceForm form, List<ProduceSource> sources, PrintWriter err) {
        ProduceTally tally = new ProduceTally(topic, options.skip());
        ProduceFiles run = new ProduceFiles(settings, topic, form, tally);
        Signals.onFirst(run::stop);
        Runnable work = () -> run.run(sources, options.skip());
        if (quiet) {
            work.run();
        } else {
            long size = ProduceSource.size(sources, options.skip());
            Progress.during(() -> Progress.bar(run.bytesRead(), size, "bytes"), err, work);
        }
        print(tally, err);
        return tally.exitCode();
    }

    private int partitionsOf(Producer<byte[], byte[]> producer) {
        try {
            return Clients.partitionsOf(producer, topic);
        } catch (WharfException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private static Duration deliveryTimeout(ClientSettings cluster) {
        String setting =
                cluster.settings().getOrDefault(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        return Duration.ofMillis(Long.parseLong(setting.strip()));
    }

    private void sayThatItReads(boolean fromPipe, PrintWriter err) {
        if (fromPipe && StandardStreams.inIsTerminal() && !quiet) {
            err.println("reading standard input, one record a line; Ctrl-D ends it");
            err.flush();
        }
    }

    private void run(ProduceRun run, ReadAhead<ProduceRecord> input, ProduceTally tally, PrintWriter err) {
        if (quiet || StandardStreams.inIsTerminal()) {
            run.run(input);
        } else {
            Progress.during(tally::progress, err, () -> run.run(input));
        }
    }

    private void print(ProduceTally tally, PrintWriter err) {
        if (json) {
            spec.commandLine().getOut().println(Json.pretty(tally.asMap()));
            spec.commandLine().getOut().flush();
        } else if (!quiet) {
            err.println(tally.summary());
        }
        if (!tally.complete()) {
            err.println("wharf: " + tally.problem());
        }
        err.flush();
    }
}
