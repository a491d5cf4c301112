package dev.wharf.handler;

import dev.wharf.client.ClientSettings;
import dev.wharf.deadletter.ErrorEvents;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.failure.Backoff;
import dev.wharf.failure.FailureClassifier;
import dev.wharf.failure.OnError;
import dev.wharf.handler.HandlerSettings.DeadLetterPlace;
import dev.wharf.handler.HandlerSettings.Limit;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.lane.LaneSettings;
import dev.wharf.lane.Order;
import dev.wharf.loop.LoopSettings;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.trace.Tracing;
import dev.wharf.value.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link HandlerLoop}. {@link #from}, {@link #topic} and {@link #groupId} are needed; everything else
 * has a default. One thread.
 */
public final class HandlerLoopBuilder {
    private static final int LANES = 16;
    private static final int RETRIES = 3;
    /** How long a call may run before the log tells of it, where there is no deadline. */
    private static final Duration REPORT_AFTER = Duration.ofMinutes(1);

    private static final Path OVERSIZE = Path.of(".wharf", "dead-letters");

    private final RecordHandler handler;
    // What is checked stays as it was given, until it is checked.
    ClientSettings client = ClientSettings.of("");
    final Set<String> topics = new LinkedHashSet<>();
    String groupId = "";
    final Set<String> sendsTo = new TreeSet<>();
    int workers = 1;
    Order order = Order.PARTITION;
    int lanes = LANES;
    Duration deadline = Duration.ZERO;
    boolean exactlyOnce;
    OnError onError = OnError.RETRY;
    int maxRetries = RETRIES;
    Backoff backoff = Backoff.DEFAULT;
    FailureClassifier classifier = FailureClassifier.standard();

    @Nullable
    String deadLetterTopic;

    @Nullable
    Path deadLetterFile;

    @Nullable
    ErrorEvents errorEvents;

    long memoryMaxBytes = MemoryBudget.defaultMaxBytes();
    Duration drainTimeout = LoopSettings.defaults().drainTimeout();
    Duration commitInterval = LoopSettings.defaults().commitInterval();

    @Nullable
    Limit limit;

    private @Nullable String name;
    private @Nullable String clientId;
    private Fields fields = new Fields();
    private PayloadOpener payloads = PayloadOpener.NONE;
    private Tracing tracing = Tracing.NONE;

    HandlerLoopBuilder(RecordHandler handler) {
        this.handler = handler;
    }

    /** What errors, dead letters and threads call the loop; the group id unless told otherwise. */
    public HandlerLoopBuilder name(String text) {
        name = text;
        return this;
    }

    /**
     * What the brokers call the loop's clients, each with a number behind it; {@code wharf-NAME} unless told otherwise.
     */
    public HandlerLoopBuilder clientId(String text) {
        clientId = text;
        return this;
    }

    /** The cluster to read from and to send to: brokers, and any further settings of Kafka's clients. */
    public HandlerLoopBuilder from(ClientSettings settings) {
        client = settings;
        return this;
    }

    /** The same without further settings; {@code bootstrap.servers}. */
    public HandlerLoopBuilder from(String brokers) {
        return from(ClientSettings.of(brokers));
    }

    /** A topic to read; may be called for several, all of them read by the same group. */
    public HandlerLoopBuilder topic(String text) {
        topics.add(text);
        return this;
    }

    /** The consumer group, whose offsets remember what was settled. */
    public HandlerLoopBuilder groupId(String text) {
        groupId = text;
        return this;
    }

    /** Topics that the handler may send to; no others. Adds to those named before. */
    public HandlerLoopBuilder sendsTo(String... topics) {
        sendsTo.addAll(Arrays.asList(topics));
        return this;
    }

    /** Fields of the values that the handler will ask {@link dev.wharf.record.WharfRecord#get} for. */
    public HandlerLoopBuilder fields(Fields wanted) {
        fields = wanted;
        return this;
    }

    /** Finds what values stand for that are references to large payloads; by default they are not followed. */
    public HandlerLoopBuilder payloads(PayloadOpener opener) {
        payloads = opener;
        return this;
    }

    /** Who is told what happens to each record; nobody by default, and what is sent goes on with the record's trace. */
    public HandlerLoopBuilder tracing(Tracing told) {
        tracing = told;
        return this;
    }

    /** Consumers of this process, each with a thread; 1 by default. */
    public HandlerLoopBuilder workers(int count) {
        workers = count;
        return this;
    }

    /** Which records wait for each other: those of one partition by default. */
    public HandlerLoopBuilder order(Order which) {
        order = which;
        return this;
    }

    /** How many records of a worker are handled at once at the most; 16 by default. */
    public HandlerLoopBuilder lanes(int count) {
        lanes = count;
        return this;
    }

    /** How long one attempt may take before it is interrupted and fails; zero, the default, for as long as it likes. */
    public HandlerLoopBuilder deadline(Duration limitOfOne) {
        deadline = limitOfOne;
        return this;
    }

    /**
     * What is sent through the context appears once, together with the offsets; at least once is the default. What the
     * handler does elsewhere can still be repeated. Needs a deadline of at most 5 s.
     */
    public HandlerLoopBuilder exactlyOnce() {
        exactlyOnce = true;
        return this;
    }

    /** What becomes of records that fail; by default {@link OnError#RETRY}. */
    public HandlerLoopBuilder onError(OnError policy) {
        onError = policy;
        return this;
    }

    /** Attempts after the first, for failures that may pass; 3 by default. */
    public HandlerLoopBuilder maxRetries(int count) {
        maxRetries = count;
        return this;
    }

    /** The waits between attempts. */
    public HandlerLoopBuilder backoff(Backoff waits) {
        backoff = waits;
        return this;
    }

    /** Asked first whose fault a failure is; what it does not know is judged as always. */
    public HandlerLoopBuilder classifier(FailureClassifier own) {
        classifier = own;
        return this;
    }

    /**
     * Where records go that cannot be handled: a topic of the same cluster. At least once, those that are too large for
     * it go to {@code .wharf/dead-letters/TOPIC.jsonl}; exactly once, they stop the run.
     */
    public HandlerLoopBuilder deadLetterTopic(String text) {
        deadLetterTopic = text;
        return this;
    }

    /**
     * A topic that hears of each dead letter, too: an event for people and programs that watch, with a reference to the
     * record and a preview of it. The record settles when both are acknowledged. Needs a {@link #deadLetterTopic}.
     */
    public HandlerLoopBuilder errorEvents(ErrorEvents events) {
        errorEvents = events;
        return this;
    }

    /** Where records go that cannot be handled: a file of JSON Lines; not under exactly once. */
    public HandlerLoopBuilder deadLetterFile(Path path) {
        deadLetterFile = path;
        return this;
    }

    /** What Kafka's clients and the records on their way may take; a third of the heap by default, at most 512 MiB. */
    public HandlerLoopBuilder memoryMaxBytes(long bytes) {
        memoryMaxBytes = bytes;
        return this;
    }

    /** How long stopping, or giving up a partition, waits for what is under way; 5 s by default. */
    public HandlerLoopBuilder drainTimeout(Duration limitOfAll) {
        drainTimeout = limitOfAll;
        return this;
    }

    /** How often offsets are committed, and how long a transaction stays open; 1 s by default. */
    public HandlerLoopBuilder commitInterval(Duration interval) {
        commitInterval = interval;
        return this;
    }

    /** Ends the run after so many records, or when none came for so long while brokers answered; never by default. */
    public HandlerLoopBuilder bounded(long maxRecords, Duration idleTimeout) {
        limit = new Limit(maxRecords, idleTimeout);
        return this;
    }

    /**
     * The loop; nothing is opened yet.
     *
     * @throws WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    public HandlerLoop build() {
        List<String> problems = new HandlerCheck(this).problems();
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return new HandlerLoop(settings(), handler);
    }

    private HandlerSettings settings() {
        String named = name == null ? groupId : name;
        return new HandlerSettings(
                named,
                clientId == null ? "wharf-" + named : clientId,
                client,
                new HandlerSettings.Input(List.copyOf(topics), groupId, Optional.ofNullable(limit), fields, payloads),
                Set.copyOf(sendsTo),
                workers,
                new LaneSettings(order, lanes, deadline, deadline.isZero() ? REPORT_AFTER : deadline),
                exactlyOnce,
                new HandlerSettings.Errors(onError, maxRetries, backoff, classifier),
                deadLetters(),
                memoryMaxBytes,
                new LoopSettings(drainTimeout, commitInterval),
                tracing);
    }

    private Optional<DeadLetterPlace> deadLetters() {
        if (deadLetterFile != null) {
            return Optional.of(new DeadLetterPlace.File(deadLetterFile));
        }
        return Optional.ofNullable(deadLetterTopic)
                .map(text -> new DeadLetterPlace.Topic(
                        text, OVERSIZE.resolve(text + ".jsonl"), Optional.ofNullable(errorEvents)));
    }
}
