package dev.wharf.cli;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A place in each partition, as it was typed. */
sealed interface ConsumePosition {
    /** An offset that is the same in each partition. */
    record Offset(long offset) implements ConsumePosition {}

    /** So many offsets before the end. */
    record Last(long count) implements ConsumePosition {}

    /** The first record of that time or later. */
    record Time(long timestampMs) implements ConsumePosition {}

    /** The two ends of what a partition holds. */
    enum Edge implements ConsumePosition {
        BEGINNING,
        END
    }

    /** Digits that a long can hold. */
    Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** The position; empty, and a problem noted, if it is none. */
    static Optional<ConsumePosition> parse(String option, String text, List<String> problems) {
        Optional<ConsumePosition> position = parse(text);
        if (position.isEmpty()) {
            problems.add(
                    option + " " + text + " is no position; write beginning, end, an offset, -N for the last N of each"
                            + " partition, a time with its zone (2026-03-01T10:00:00Z), or @MILLISECONDS");
        }
        return position;
    }

    private static Optional<ConsumePosition> parse(String text) {
        return switch (text) {
            case "beginning" -> Optional.of(Edge.BEGINNING);
            case "end" -> Optional.of(Edge.END);
            default -> numbered(text);
        };
    }

    private static Optional<ConsumePosition> numbered(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(new Offset(Long.parseLong(text)));
        }
        String rest = text.isEmpty() ? "" : text.substring(1);
        if (NUMBER.matcher(rest).matches() && text.charAt(0) == '-') {
            return Optional.of(new Last(Long.parseLong(rest)));
        }
        if (NUMBER.matcher(rest).matches() && text.charAt(0) == '@') {
            return Optional.of(new Time(Long.parseLong(rest)));
        }
        try {
            return Optional.of(new Time(OffsetDateTime.parse(text).toInstant().toEpochMilli()));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
