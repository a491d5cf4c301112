package dev.wharf.pipeline;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.kafka.TopicTail;
import dev.wharf.loop.RecordSource;
import dev.wharf.loop.Settling;
import dev.wharf.payload.Payload;
import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.stage.SourceStage;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import dev.wharf.value.VirtualFields;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which fields some records of a source have. For one thread.
 *
 * @param which the records that were looked at, in words
 * @param names of the fields that one of them has at least
 */
record Sample(String which, Set<String> names) {
    private static final int RECORDS = 100;
    /** Who checks a file does not want to wait for it. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(100);

    /** The first records of what can be read again; empty where nothing is to be learned. */
    static Optional<Sample> first(Plan plan, Node node, SourceStage stage) {
        if (!stage.repeatable()) {
            return Optional.empty();
        }
        RunOptions options =
                new RunOptions(Optional.empty(), InputStream.nullInputStream(), OutputStream.nullOutputStream());
        // What can be read again is files, which leave nothing open.
        RunContext context = new RunContext(
                plan, options, new Fields(), MemoryBudget.of(8 << 20, 1, 1), announcement -> {}, left -> {});
        Taken taken = new Taken();
        try (RecordSource source =
                stage.open(context.source(node.id(), Settling.IN_ORDER)).apply(0)) {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (!source.exhausted() && taken.records < RECORDS && System.nanoTime() - deadline < 0) {
                source.poll(POLL, batch -> {
                    while (batch.hasNext() && taken.records < RECORDS) {
                        taken.add(batch.next().value());
                    }
                });
            }
        } catch (WharfException e) {
            return Optional.empty(); // what is wrong with the input is told when it is run, and by its place
        }
        return taken.sample("of the first records of " + node.id() + " (" + taken.records + " looked at)", Set.of());
    }

    /** The last records of a topic; empty where nothing is to be learned. */
    static Optional<Sample> last(ClientSettings client, String topic) {
        Taken taken = new Taken();
        for (ConsumerRecord<byte[], byte[]> record : TopicTail.read(client, topic, RECORDS, LIMIT)) {
            if (record.value() != null) {
                taken.add(Payload.of(record.value()));
            }
        }
        return taken.sample(
                "of the last records of topic " + topic + " (" + taken.records + " looked at)",
                Set.copyOf(VirtualFields.NAMES));
    }

    private static final class Taken {
        private final Set<String> names = new TreeSet<>();
        private final Fields none = new Fields();
        private int records;

        void add(Payload value) {
            records++;
            try {
                if (JsonCodec.JSON.decode(value, none) instanceof Document document
                        && document.isRow()
                        && document.value() instanceof Value.Row row) {
                    names.addAll(row.shape().names());
                }
            } catch (WharfException e) {
                // A number that nobody can compute with: its record is none to learn from.
                return;
            }
        }

        Optional<Sample> sample(String which, Set<String> always) {
            if (records == 0) {
                return Optional.empty();
            }
            names.addAll(always);
            return Optional.of(new Sample(which, names));
        }
    }
}
