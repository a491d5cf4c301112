package dev.wharf.cli;

import dev.wharf.topic.TopicComparison;
import dev.wharf.topic.TopicDifference;
import dev.wharf.topic.TopicDifference.Remedy;
import dev.wharf.topic.TopicPlan;
import dev.wharf.topic.TopicTier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How differences between a plan and a cluster look, for people and for machines. */
final class TopicPlanText {
    private static final String INDENT = "    ";

    private TopicPlanText() {}

    /**
     * Lines with a sign in front: {@code +} for a topic that is created, {@code ~} for a change, {@code !} for what is
     * left alone.
     */
    static List<String> lines(TopicDifference difference) {
        return switch (difference.remedy()) {
            case Remedy.Create create -> both(wrapped("+ " + difference), indented(settings(create.tier())));
            case Remedy.Change change -> wrapped("~ " + difference);
            case Remedy.Leave leave -> both(wrapped("! " + difference), indented("-> " + leave.advice()));
        };
    }

    private static String settings(TopicTier tier) {
        return "tier " + tier.name()
                + tier.configs().entrySet().stream()
                        .map(setting -> ", " + setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining());
    }

    /** What the brokers did not tell. */
    static List<String> untold(TopicComparison found) {
        return found.untold().stream()
                .flatMap(text -> wrapped("? " + text).stream())
                .toList();
    }

    private static List<String> both(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : Wrapped.lines(Printable.line(text), Wrapped.TERMINAL - INDENT.length())) {
            lines.add(lines.isEmpty() ? line : INDENT + line);
        }
        return lines;
    }

    private static List<String> indented(String text) {
        return wrapped(text).stream()
                .map(line -> line.startsWith(INDENT) ? line : INDENT + line)
                .toList();
    }

    /** How many differences there are of each kind, in words. */
    static String summary(TopicPlan plan, TopicComparison found) {
        int topics = plan.topics().size();
        if (found.isAsPlanned()) {
            return (topics == 1 ? "1 topic" : topics + " topics") + " as planned";
        }
        long create = found.toApply().stream()
                .filter(each -> each.what().equals(TopicDifference.TOPIC))
                .count();
        return create + " to create, " + (found.toApply().size() - create) + " to change, "
                + found.left().size() + " left alone";
    }

    /** The plan, and what was not compared; what is different is added by the commands. */
    static Map<String, Object> asMap(TopicPlan plan, TopicComparison found) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("as_planned", found.isAsPlanned());
        map.put("profile", plan.profile().word());
        map.put("topics", plan.topics().size());
        map.put("not_told", found.untold());
        map.put("warnings", found.warnings());
        return map;
    }

    static List<Map<String, Object>> asMaps(List<TopicDifference> differences) {
        return differences.stream().map(TopicPlanText::asMap).toList();
    }

    private static Map<String, Object> asMap(TopicDifference difference) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("topic", difference.topic());
        map.put("what", difference.what());
        map.put("wanted", difference.wanted());
        map.put("found", difference.found());
        switch (difference.remedy()) {
            case Remedy.Create create -> map.put("action", "create");
            case Remedy.Change change -> map.put("action", "change");
            case Remedy.Leave leave -> {
                map.put("action", "leave");
                map.put("reason", leave.reason());
                map.put("advice", leave.advice());
            }
        }
        return map;
    }
}
