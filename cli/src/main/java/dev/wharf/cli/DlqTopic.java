package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.TopicScan;
import dev.wharf.kafka.TopicScan.Range;
import dev.wharf.problem.Nearest;
import dev.wharf.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Dead letters in a topic, as of when it was opened: committed ones, one partition after another, without a group, so
 * that nobody else notices. Memory is what one fetch brings.
 */
final class DlqTopic implements DlqSource {
    private static final Duration POLL = Duration.ofMillis(500);

    private final String name;
    private final TopicScan scan;
    private final List<Range> extents;

    private DlqTopic(String name, TopicScan scan, List<Range> extents) {
        this.name = name;
        this.scan = scan;
        this.extents = extents;
    }

    /**
     * Connects, and looks how far the topic goes.
     *
     * @throws WharfException with {@code ENVIRONMENT} if no broker answers, or there is no such topic
     */
    static DlqTopic open(ClientSettings client, String name) {
        List<TopicPartition> all = IntStream.range(0, partitions(client, name))
                .mapToObj(number -> new TopicPartition(name, number))
                .toList();
        TopicScan scan = TopicScan.open(
                client.with(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"), "wharf-dlq", false);
        try {
            return new DlqTopic(name, scan, scan.extents(all));
        } catch (WharfException e) {
            scan.close();
            throw e;
        }
    }

    private static int partitions(ClientSettings client, String name) {
        try (Topics topics = Topics.connect(client)) {
            Integer partitions = topics.partitions(List.of(name)).get(name);
            if (partitions == null) {
                throw new WharfException(
                        ErrorCode.ENVIRONMENT,
                        "topic " + name + " does not exist at " + client.brokers() + ", and there is no file " + name
                                + " here either"
                                + Nearest.to(name, topics.names())
                                        .map(near -> "; did you mean topic " + near + "?")
                                        .orElse("; correct the name, or --brokers"));
            }
            return partitions;
        }
    }

    @Override
    public boolean isTopic() {
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    /** Transaction markers count, too: there may be fewer. */
    @Override
    public long size() {
        return extents.stream().mapToLong(Range::size).sum();
    }

    @Override
    public void read(Predicate<DlqLetter> visitor) {
        for (Range extent : extents) {
            if (!read(extent, visitor)) {
                return;
            }
        }
    }

    @Override
    public void readAt(DlqPlace place, java.util.function.Consumer<DlqLetter> visitor) {
        place.checkIn(name, true);
        Range one = extents.stream()
                .filter(extent -> extent.partition().partition() == place.partition())
                .filter(extent -> extent.begin() <= place.position() && place.position() < extent.end())
                .findFirst()
                .map(extent -> new Range(extent.partition(), place.position(), place.position() + 1))
                .orElseThrow(() -> place.nothingThere(whatThereIs()));
        boolean nothing = read(one, letter -> {
            visitor.accept(letter);
            return false;
        });
        if (nothing) {
            throw place.nothingThere("a marker of a transaction may be there");
        }
    }

    private String whatThereIs() {
        List<String> held = extents.stream()
                .filter(extent -> !extent.isEmpty())
                .map(DlqTopic::textOf)
                .toList();
        return held.isEmpty() ? "the topic is empty" : "the topic holds " + String.join(", ", held);
    }

    private static String textOf(Range extent) {
        int number = extent.partition().partition();
        return number + "@" + extent.begin() + " to " + number + "@" + (extent.end() - 1);
    }

    /** Whether the visitor wants more. */
    private boolean read(Range extent, Predicate<DlqLetter> visitor) {
        scan.start(List.of(extent));
        while (!scan.ended()) {
            for (TopicScan.Part part : scan.poll(POLL)) {
                for (ConsumerRecord<byte[], byte[]> delivered : part.records()) {
                    if (!visitor.test(new DlqLetter.InTopic(delivered))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        scan.close();
    }
}
