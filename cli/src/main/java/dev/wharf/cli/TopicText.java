package dev.wharf.cli;

import dev.wharf.topic.TopicReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a report of a topic looks, for people and for machines. */
final class TopicText {
    private TopicText() {}

    /** Lines with their ends. */
    static String block(TopicReport topic) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(topic));
        lines.addAll(indented(partitions(topic)));
        if (!topic.settings().isEmpty()) {
            lines.add("  settings other than Kafka's defaults");
            topic.settings().forEach(setting -> lines.add("    " + line(setting)));
        }
        if (!topic.groups().isEmpty()) {
            lines.add("  groups");
            lines.addAll(indented(indented(groups(topic))));
        }
        topic.untold().forEach(reason -> lines.add("  not told: " + Printable.line(reason)));
        return lines.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining());
    }

    private static String heading(TopicReport topic) {
        long under = topic.partitions().stream()
                .filter(TopicReport.Partition::underReplicated)
                .count();
        int partitions = topic.partitions().size();
        return topic.name() + ": " + partitions + (partitions == 1 ? " partition, " : " partitions, ")
                + Progress.number(topic.records()) + " records at most"
                + (under == 0 ? "" : ", " + under + " under-replicated")
                + (topic.internal() ? ", internal" : "");
    }

    private static List<String> partitions(TopicReport topic) {
        TextTable table = new TextTable().row("partition", "leader", "replicas", "in sync", "begin", "end", "records");
        topic.partitions()
                .forEach(partition -> table.row(
                        String.valueOf(partition.number()),
                        partition.leader() < 0 ? "none" : String.valueOf(partition.leader()),
                        numbers(partition.replicas()),
                        numbers(partition.inSync()),
                        known(partition.begin()),
                        known(partition.end()),
                        Progress.number(partition.records())));
        return table.lines();
    }

    private static String numbers(List<Integer> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String known(long number) {
        return number < 0 ? "?" : Progress.number(number);
    }

    private static String line(TopicReport.Setting setting) {
        String value = setting.secret() ? "(not shown)" : setting.value();
        return setting.name() + " = " + Printable.line(value)
                + (setting.from().equals("topic") ? "" : "  (set for all topics)");
    }

    private static List<String> groups(TopicReport topic) {
        TextTable table = new TextTable().row("group", "lag", "partitions", "state");
        topic.groups()
                .forEach(group -> table.row(
                        Printable.line(group.name()),
                        known(group.lag()),
                        String.valueOf(group.partitions()),
                        group.state().toLowerCase(Locale.ROOT)));
        return table.lines();
    }

    private static List<String> indented(List<String> lines) {
        return lines.stream().map(line -> "  " + line).toList();
    }

    static Map<String, Object> asMap(TopicReport topic) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("topic", topic.name());
        map.put("internal", topic.internal());
        map.put("records_at_most", topic.records());
        map.put("partitions", topic.partitions().stream().map(TopicText::asMap).toList());
        map.put("settings", topic.settings().stream().map(TopicText::asMap).toList());
        map.put("groups", topic.groups().stream().map(TopicText::asMap).toList());
        map.put("not_told", topic.untold());
        return map;
    }

    private static Map<String, Object> asMap(TopicReport.Partition partition) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("partition", partition.number());
        map.put("leader", partition.leader());
        map.put("replicas", partition.replicas());
        map.put("in_sync", partition.inSync());
        map.put("begin", partition.begin());
        map.put("end", partition.end());
        return map;
    }

    private static Map<String, Object> asMap(TopicReport.Setting setting) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", setting.name());
        map.put("value", setting.value());
        map.put("secret", setting.secret());
        map.put("set_by", setting.from());
        return map;
    }

    private static Map<String, Object> asMap(TopicReport.Group group) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("group", group.name());
        map.put("state", group.state().toLowerCase(Locale.ROOT));
        map.put("lag", group.lag());
        map.put("partitions", group.partitions());
        return map;
    }
}
