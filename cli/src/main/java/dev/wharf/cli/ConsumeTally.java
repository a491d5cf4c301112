package dev.wharf.cli;

import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was written out of each partition. Safe for use by many threads. */
final class ConsumeTally {
    private final Map<Origin, Extent> extents = new LinkedHashMap<>();
    private long records;
    private long bytes;
    /** The partition of the record that came last: the next one is probably of the same. */
    private @Nullable Origin lastOrigin;

    private @Nullable Extent lastExtent;

    /** Of one partition: how many records, from which offset to which. */
    private static final class Extent {
        private long count;
        private long first = Long.MAX_VALUE;
        private long last = -1;

        void add(long more, long from, long to) {
            count += more;
            first = Math.min(first, from);
            last = Math.max(last, to);
        }
    }

    synchronized void add(WharfRecord record) {
        count(record);
        bytes += record.key().length() + record.value().length();
    }

    private void count(WharfRecord record) {
        Origin origin = record.slice().origin();
        Extent extent = lastExtent;
        if (extent == null || !origin.equals(lastOrigin)) {
            extent = extents.computeIfAbsent(origin, unknown -> new Extent());
            lastOrigin = origin;
            lastExtent = extent;
        }
        extent.add(1, record.offset(), record.offset());
        records++;
    }

    /** So many bytes were read of a large payload, whose record is not counted yet. */
    synchronized void read(long more) {
        bytes += more;
    }

    /** A record whose value was counted while it was read. */
    synchronized void addLarge(WharfRecord record) {
        count(record);
        bytes += record.key().length();
    }

    /** Adds what another one counted, which counts no more. */
    synchronized void add(ConsumeTally more) {
        more.extents.forEach((origin, extent) ->
                extents.computeIfAbsent(origin, unknown -> new Extent()).add(extent.count, extent.first, extent.last));
        records += more.records;
        bytes += more.bytes;
    }

    synchronized long records() {
        return records;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** A line for each partition. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        sorted().forEach(entry -> lines.add(entry.getKey().name() + "-"
                + entry.getKey().partition() + ": "
                + Amount.counted(entry.getValue().count, "record") + ", offsets " + entry.getValue().first + " to "
                + entry.getValue().last));
        return lines;
    }

    /** The same for machines. */
    synchronized List<Map<String, Object>> asList() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Map.Entry<Origin, Extent> entry : sorted()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("topic", entry.getKey().name());
            map.put("partition", entry.getKey().partition());
            map.put("records", entry.getValue().count);
            map.put("first_offset", entry.getValue().first);
            map.put("last_offset", entry.getValue().last);
            list.add(map);
        }
        return list;
    }

    private List<Map.Entry<Origin, Extent>> sorted() {
        return extents.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(Origin::name).thenComparingInt(Origin::partition)))
                .toList();
    }
}
