package dev.wharf.large;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreSettings;
import dev.wharf.store.StoredObject;
import dev.wharf.store.UnfinishedUpload;
import dev.wharf.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Looks after one store: what it holds, which records refer to nothing, and which objects nothing refers to. Blocks;
 * for one thread.
 */
public final class Housekeeping implements AutoCloseable {
    /** Longer than an upload, and all that may follow it until its record is there, should ever take. */
    public static final Duration DEFAULT_GRACE = Duration.ofHours(24);

    private final String name;
    private final PayloadStore store;
    private final ClientSettings client;
    private final Topics topics;
    private final Clock clock;

    private Housekeeping(String name, PayloadStore store, ClientSettings client, Topics topics, Clock clock) {
        this.name = name;
        this.store = store;
        this.client = client;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Opens the store, and connects to the cluster.
     *
     * @throws WharfException with {@code CONFIGURATION} if settings are wrong, {@code ENVIRONMENT} if no broker answers
     */
    public static Housekeeping open(ClientSettings client, StoreSettings store) {
        return open(client, store, Clock.systemUTC());
    }

    static Housekeeping open(ClientSettings client, StoreSettings store, Clock clock) {
        PayloadStore opened = StoreCatalog.load().open(store);
        try {
            return new Housekeeping(store.name(), opened, client, Topics.connect(client), clock);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * What the objects of a topic are.
     *
     * @param oldest when the oldest was completed
     */
    public record Held(long objects, long bytes, Instant oldest) {
        private Held plus(StoredObject object) {
            Instant first = object.modified().isBefore(oldest) ? object.modified() : oldest;
            return new Held(objects + 1, bytes + object.length(), first);
        }
    }

    /**
     * What a store holds.
     *
     * @param byTopic by the topic that they were first sent to
     * @param holders topics whose records may refer to them
     * @param unfinished uploads that nobody has completed
     */
    public record Stat(Map<String, Held> byTopic, Set<String> holders, List<UnfinishedUpload> unfinished) {}

    /** Counts what there is. */
    public Stat stat() {
        Map<String, Held> byTopic = new TreeMap<>();
        payloads(object -> byTopic.merge(
                topicOf(object.key()),
                new Held(1, object.length(), object.modified()),
                (held, unused) -> held.plus(object)));
        Set<String> holders =
                Holders.of(store).stream().map(Holders.Holder::topic).collect(Collectors.toCollection(TreeSet::new));
        return new Stat(byTopic, holders, store.unfinished(clock.instant()));
    }

    private void payloads(Consumer<StoredObject> each) {
        Listing.of(store, "", object -> {
            if (ObjectNames.isOurs(object.key())) {
                each.accept(object);
            }
        });
    }

    private static String topicOf(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    /**
     * A record that refers to nothing, or to something else than it says.
     *
     * @param position of the record
     * @param problem in words
     */
    public record Dangling(String position, String key, String problem) {}

    /**
     * Looks for each reference to this store, in the topics that hold some, whether its object is there and as long as
     * it says. Bytes are not read.
     *
     * @return how many references there are
     */
    public long fsck(Consumer<Dangling> each) {
        long[] references = {0};
        try (ReferenceScan scan = new ReferenceScan(client)) {
            scan.read(holders(Set.of(), Set.of()), (record, reference) -> {
                if (reference.place() instanceof PayloadReference.InStore object
                        && object.store().equals(name)) {
                    references[0]++;
                    problem(object, reference)
                            .ifPresent(problem -> each.accept(new Dangling(
                                    record.topic() + "-" + record.partition() + "@" + record.offset(),
                                    object.key(),
                                    problem)));
                }
            });
        }
        return references[0];
    }

    private Optional<String> problem(PayloadReference.InStore object, PayloadReference reference) {
        Optional<StoredObject> found = store.find(object.key());
        if (found.isEmpty()) {
            return Optional.of("is missing");
        }
        long length = found.get().length();
        return length == reference.storedLength()
                ? Optional.empty()
                : Optional.of("has " + length + " bytes instead of " + reference.storedLength());
    }

    /**
     * How objects that nothing refers to are removed.
     *
     * @param grace an object that is younger stays: its record may be on its way
     * @param forgotten holder topics that are gone for good
     * @param also topics that may hold references though nobody has noted them in the store: somebody else has copied
     *     records there
     * @param delete false to look only
     */
    public record Sweep(Duration grace, Set<String> forgotten, Set<String> also, boolean delete) {}

    /**
     * What was found, and removed if it was to be.
     *
     * @param marked references to this store
     * @param objects that nothing refers to
     * @param bytes of those
     * @param unfinished uploads that were older than the grace
     */
    public record Swept(long marked, long objects, long bytes, long unfinished) {}

    /**
     * Removes objects that no record of a holder topic refers to, and uploads that nobody completes. All references are
     * read first, of transactions that are open or aborted, too; what was written meanwhile is read once more before
     * anything is removed.
     *
     * @param manifest told of each object before it is removed
     * @throws WharfException with {@code ENVIRONMENT} if a holder topic cannot be read: nothing was removed then
     */
    public Swept sweep(Sweep how, Consumer<StoredObject> manifest) {
        Instant before = clock.instant().minus(how.grace());
        LongSet marked = new LongSet();
        long[] counts = new long[3];
        try (ReferenceScan scan = new ReferenceScan(client)) {
            Map<String, Integer> holders = holders(how.forgotten(), how.also());
            ReferenceScan.Visitor mark = (record, reference) -> {
                if (reference.place() instanceof PayloadReference.InStore object) {
                    marked.add(hash(object.key()));
                    counts[0]++;
                }
            };
            scan.read(holders, mark);
            scan.read(holders(how.forgotten(), how.also()), mark);
        }
        payloads(object -> {
            if (object.modified().isBefore(before) && !marked.contains(hash(object.key()))) {
                manifest.accept(object);
                counts[1]++;
                counts[2] += object.length();
                if (how.delete()) {
                    store.delete(object.key());
                }
            }
        });
        if (how.delete()) {
            String cluster = topics.clusterId();
            how.forgotten().forEach(topic -> Holders.forget(store, cluster, topic));
        }
        return new Swept(counts[0], counts[1], counts[2], discardUnfinished(before, how.delete()));
    }

    private long discardUnfinished(Instant before, boolean delete) {
        List<UnfinishedUpload> unfinished = store.unfinished(before);
        if (delete) {
            unfinished.forEach(store::discard);
        }
        return unfinished.size();
    }

    /** The partitions of the holder topics. Whatever cannot be read could refer to anything. */
    private Map<String, Integer> holders(Set<String> forgotten, Set<String> also) {
        String cluster = topics.clusterId();
        List<Holders.Holder> holders = Holders.of(store);
        List<String> elsewhere = holders.stream()
                .filter(holder -> !holder.clusterId().equals(cluster))
                .map(holder -> holder.topic() + " of cluster " + holder.clusterId())
                .toList();
        Set<String> names = holders.stream()
                .filter(holder -> holder.clusterId().equals(cluster))
                .map(Holders.Holder::topic)
                .filter(topic -> !forgotten.contains(topic))
                .collect(Collectors.toCollection(TreeSet::new));
        names.addAll(also);
        Map<String, Integer> found = topics.partitions(names);
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(found.keySet());
        if (!elsewhere.isEmpty() || !missing.isEmpty()) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    "records that refer to " + store + " may be in topics that cannot be read here: "
                            + String.join(", ", elsewhere.isEmpty() ? missing : elsewhere)
                            + "; nothing was removed. "
                            + (elsewhere.isEmpty()
                                    ? "If a topic was deleted for good, name it with --forget"
                                    : "Use a prefix of its own for each cluster"));
        }
        return found;
    }

    /** Two keys of one hash only keep an object longer than need be. */
    private static long hash(String key) {
        byte[] digest = PayloadWriter.sha256().digest(key.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }

    /** Where it is, without secrets. */
    @Override
    public String toString() {
        return store.toString();
    }

    @Override
    public void close() {
        topics.close();
        store.close();
    }
}
