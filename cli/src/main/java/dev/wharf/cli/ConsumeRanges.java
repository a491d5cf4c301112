package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.TopicScan;
import dev.wharf.kafka.TopicScan.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * What is read of partitions without a group.
 *
 * @param from where it begins
 * @param to where it ends, instead of the end as of now
 * @param follow whether it has no end
 */
record ConsumeRanges(ConsumePosition from, Optional<ConsumePosition> to, boolean follow) {

    /**
     * The partitions of the topics; all of them where none are chosen.
     *
     * @throws WharfException with {@code CONFIGURATION} if a chosen one is not there
     */
    static List<TopicPartition> partitions(Map<String, Integer> topics, List<Integer> chosen) {
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach((topic, count) -> {
            List<Integer> numbers = chosen.isEmpty()
                    ? IntStream.range(0, count).boxed().toList()
                    : chosen.stream().distinct().toList();
            for (int number : numbers) {
                if (number < 0 || number >= count) {
                    throw wrong("--partition " + number + " is not there: topic " + topic + " has " + count
                            + ", counted from 0");
                }
                partitions.add(new TopicPartition(topic, number));
            }
        });
        return partitions;
    }

    /**
     * The ranges, as of now.
     *
     * @param notes gets what is not as it was asked for
     */
    List<Range> of(TopicScan scan, List<TopicPartition> partitions, List<String> notes) {
        List<Range> extents = scan.extents(partitions);
        Map<TopicPartition, Long> begins = times(from, scan, partitions);
        Map<TopicPartition, Long> ends =
                to.map(position -> times(position, scan, partitions)).orElse(Map.of());
        List<Range> ranges = new ArrayList<>();
        for (Range extent : extents) {
            long begin = begin(extent, begins, notes);
            long end = follow
                    ? Range.OPEN
                    : to.map(position -> place(position, extent, ends)).orElse(extent.end());
            ranges.add(new Range(extent.partition(), begin, end));
        }
        checkOffset(extents);
        return ranges;
    }

    private static Map<TopicPartition, Long> times(
            ConsumePosition position, TopicScan scan, List<TopicPartition> partitions) {
        return position instanceof ConsumePosition.Time time
                ? scan.offsetsAt(time.timestampMs(), partitions)
                : Map.of();
    }

    private long begin(Range extent, Map<TopicPartition, Long> times, List<String> notes) {
        long begin = place(from, extent, times);
        if (from instanceof ConsumePosition.Offset offset && offset.offset() < begin) {
            notes.add(extent.partition() + " begins at offset " + begin + " by now; what was before is deleted");
        }
        return begin;
    }

    /** Within what the partition holds. */
    private static long place(ConsumePosition position, Range extent, Map<TopicPartition, Long> times) {
        long wanted = switch (position) {
            case ConsumePosition.Edge edge -> edge == ConsumePosition.Edge.BEGINNING ? extent.begin() : extent.end();
            case ConsumePosition.Offset offset -> offset.offset();
            case ConsumePosition.Last last -> extent.end() - last.count();
            case ConsumePosition.Time time -> times.getOrDefault(extent.partition(), extent.end());
        };
        return Math.clamp(wanted, extent.begin(), extent.end());
    }

    /** An offset behind the end of everything is a mistake, or meant for another topic. */
    private void checkOffset(List<Range> extents) {
        if (from instanceof ConsumePosition.Offset offset
                && extents.stream().allMatch(extent -> offset.offset() > extent.end())) {
            long last = extents.stream().mapToLong(Range::end).max().orElse(0);
            throw wrong("--from " + offset.offset() + " is behind the end, which is at offset " + last
                    + (extents.size() == 1 ? "" : " at the most"));
        }
    }

    private static WharfException wrong(String text) {
        return new WharfException(ErrorCode.CONFIGURATION, text);
    }
}
