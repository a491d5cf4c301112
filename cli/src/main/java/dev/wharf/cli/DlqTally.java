package dev.wharf.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of dead letters that were to be replayed. Safe for use by many threads. */
final class DlqTally {
    /** How many of those that stay are named. */
    static final int MAX_NAMED = 100;

    private final Map<String, Long> sentTo = new TreeMap<>();
    private final List<Problem> named = new ArrayList<>();
    private long taken;
    private long sent;
    private long refused;
    private long failed;
    private @Nullable String broken;

    private record Problem(String place, String text) {}

    synchronized void take() {
        taken++;
    }

    /** The topic has acknowledged it; or would be sent it, where nothing is sent. */
    synchronized void send(String topic) {
        sent++;
        sentTo.merge(topic, 1L, Long::sum);
    }

    /** It must not be sent. */
    synchronized void refuse(String place, String text) {
        refused++;
        name(place, text);
    }

    /** It was sent, and the brokers did not take it. */
    synchronized void fail(String place, String text) {
        failed++;
        name(place, text);
    }

    private void name(String place, String text) {
        if (named.size() < MAX_NAMED) {
            named.add(new Problem(Printable.line(place), Printable.line(text)));
        }
    }

    /** There is no sense in going on; the first reason counts. */
    synchronized void breakOff(String text) {
        broken = broken == null ? Printable.line(text) : broken;
    }

    synchronized boolean brokenOff() {
        return broken != null;
    }

    /** Those that were looked for and found. */
    synchronized long taken() {
        return taken;
    }

    synchronized long sent() {
        return sent;
    }

    /** Whether each that was found was sent. */
    synchronized boolean complete() {
        return sent == taken && broken == null;
    }

    /** How many to which topic, in words; empty if none. */
    synchronized String targets() {
        return sentTo.entrySet().stream()
                .map(entry -> Progress.number(entry.getValue()) + " to " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    /** One line for each that was not sent, as far as they are named, and one for what stopped it all. */
    synchronized List<String> problems() {
        List<String> lines = new ArrayList<>();
        named.forEach(problem -> lines.add(problem.text()));
        long others = refused + failed - named.size();
        if (others > 0) {
            lines.add("and " + Progress.number(others) + " more, not named here");
        }
        if (broken != null) {
            lines.add(broken);
        }
        return lines;
    }

    /** The numbers of those that were not sent, in words; empty if there are none. */
    synchronized String rest() {
        List<String> rest = new ArrayList<>();
        if (refused > 0) {
            rest.add(Progress.number(refused) + " refused");
        }
        if (failed > 0) {
            rest.add(Progress.number(failed) + " failed");
        }
        return String.join(", ", rest);
    }

    synchronized Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ok", complete());
        map.put("error", broken == null ? "" : broken);
        map.put("found", taken);
        map.put("replayed", sent);
        map.put("refused", refused);
        map.put("failed", failed);
        map.put("to", new LinkedHashMap<>(sentTo));
        map.put("problems", named.stream().map(DlqTally::asMap).toList());
        map.put("problems_not_named", refused + failed - named.size());
        return map;
    }

    private static Map<String, Object> asMap(Problem problem) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", problem.place());
        map.put("problem", problem.text());
        return map;
    }
}
