package dev.wharf.large;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.TopicScan;
import dev.wharf.kafka.TopicScan.Range;
import dev.wharf.payload.PayloadOpener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Reads all references of topics, those of transactions that are open or aborted, too, without a group. A second
 * reading goes on where the first one ended. Memory is what one fetch brings. For one thread.
 */
final class ReferenceScan implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicScan scan;
    private final Map<TopicPartition, Long> readTo = new HashMap<>();

    /** Hears of what is found. */
    interface Visitor {
        void found(ConsumerRecord<byte[], byte[]> record, PayloadReference reference);
    }

    ReferenceScan(ClientSettings client) {
        ClientSettings all = client.with(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        this.scan = TopicScan.open(all, "wharf-payloads", false);
    }

    /**
     * Reads what was not read before, to the end as of now.
     *
     * @param partitions of each topic
     * @throws WharfException if something cannot be read, a reference among it
     */
    void read(Map<String, Integer> partitions, Visitor visitor) {
        List<TopicPartition> all = new ArrayList<>();
        partitions.forEach((topic, count) -> IntStream.range(0, count)
                .mapToObj(number -> new TopicPartition(topic, number))
                .forEach(all::add));
        List<Range> ranges = scan.extents(all).stream()
                .map(extent -> new Range(
                        extent.partition(),
                        Math.max(extent.begin(), readTo.getOrDefault(extent.partition(), 0L)),
                        extent.end()))
                .toList();
        ranges.forEach(range -> readTo.put(range.partition(), range.end()));
        scan.start(ranges);
        while (!scan.ended()) {
            for (TopicScan.Part part : scan.poll(POLL)) {
                part.records().forEach(record -> visit(record, visitor));
            }
        }
    }

    private static void visit(ConsumerRecord<byte[], byte[]> record, Visitor visitor) {
        Header header = record.headers().lastHeader(PayloadOpener.HEADER);
        if (header == null) {
            return;
        }
        try {
            visitor.found(record, ReferenceFormat.read(header.value() == null ? new byte[0] : header.value()));
        } catch (WharfException e) {
            throw new WharfException(
                    ErrorCode.MALFORMED,
                    record.topic() + "-" + record.partition() + "@" + record.offset() + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        scan.close();
    }
}
