package dev.wharf.cli;

import dev.wharf.deadletter.Failure;
import dev.wharf.deadletter.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Header;

/** One dead letter for people, or for machines. */
final class DlqShown {
    /** How much of a text of its story is shown. */
    private static final int MAX_FACT_CHARS = 2_000;

    private static final int LABEL_WIDTH = 12;

    private DlqShown() {}

    /** The lines to print, safe for a terminal. */
    static List<String> lines(DlqLetter letter) {
        List<String> lines = new ArrayList<>();
        lines.add(Printable.line(letter.place()));
        letter.provenance()
                .ifPresentOrElse(
                        known -> story(known, lines),
                        () -> fact("story", "none: its headers tell neither a reason nor where it comes from", lines));
        if (letter.writtenMs() >= 0) {
            fact("written", time(letter.writtenMs()), lines);
        }
        headers(letter, lines);
        payload("key", Content.of(letter.key()), lines);
        payload("value", Content.of(letter.value()), lines);
        return lines;
    }

    private static void story(Provenance known, List<String> lines) {
        Failure failure = known.failure();
        fact("reason", failure.reason(), lines);
        fact("exception", failure.exception(), lines);
        failure.kind().ifPresent(kind -> fact("kind", kind.name().toLowerCase(Locale.ROOT), lines));
        fact("stage", failure.stage(), lines);
        fact("pipeline", failure.pipeline(), lines);
        fact("from", from(known), lines);
        fact("timestamp", time(known.timestampMs()), lines);
        fact("failed", failed(failure), lines);
        fact("replays", Progress.number(known.replays()), lines);
    }

    private static String from(Provenance known) {
        return known.origin().name().isEmpty() ? "" : known.origin().at(known.offset());
    }

    private static String failed(Failure failure) {
        String attempts = failure.attempts() < 0
                ? ""
                : "after " + Progress.number(failure.attempts()) + (failure.attempts() == 1 ? " attempt" : " attempts");
        return (time(failure.timeMs()) + " " + attempts).strip();
    }

    private static String time(long timeMs) {
        return timeMs < 0 ? "" : Instant.ofEpochMilli(timeMs).toString();
    }

    /** A line of the story; none where nothing is known. */
    private static void fact(String name, String fact, List<String> lines) {
        if (!fact.isEmpty()) {
            lines.add(labelled(name, Printable.line(Printable.cut(fact, MAX_FACT_CHARS))));
        }
    }

    private static void headers(DlqLetter letter, List<String> lines) {
        int count = 0;
        for (Header header : letter.headers()) {
            String name = Printable.line(Printable.cut(header.key(), Content.MAX_LINE_CHARS));
            String content = Content.of(header.value()).line();
            lines.add(labelled(count == 0 ? "headers" : "", name + " = " + content));
            count++;
        }
    }

    private static void payload(String name, Content content, List<String> lines) {
        lines.add(labelled(name, content.summary()));
        content.lines().forEach(line -> lines.add("    " + line));
    }

    private static String labelled(String name, String text) {
        return ("  " + name + " ".repeat(LABEL_WIDTH - name.length()) + text).stripTrailing();
    }

    /** All of it, with nothing cut. */
    static Map<String, Object> asMap(DlqLetter letter) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", letter.place());
        map.put("written", letter.writtenMs());
        letter.provenance().ifPresent(known -> story(known, map));
        List<Object> headers = new ArrayList<>();
        for (Header header : letter.headers()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", header.key());
            shown.putAll(Content.of(header.value()).asMap());
            headers.add(shown);
        }
        map.put("headers", headers);
        map.put("key", Content.of(letter.key()).asMap());
        map.put("value", Content.of(letter.value()).asMap());
        return map;
    }

    private static void story(Provenance known, Map<String, Object> map) {
        Failure failure = known.failure();
        map.put("reason", failure.reason());
        map.put("exception", failure.exception());
        map.put(
                "kind",
                failure.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse(""));
        map.put("stage", failure.stage());
        map.put("pipeline", failure.pipeline());
        map.put("topic", known.origin().name());
        map.put("partition", known.origin().partition());
        map.put("offset", known.offset());
        map.put("timestamp", known.timestampMs());
        map.put("time", failure.timeMs());
        map.put("attempts", failure.attempts());
        map.put("replays", known.replays());
    }
}
