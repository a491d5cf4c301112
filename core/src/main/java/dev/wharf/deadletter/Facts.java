package dev.wharf.deadletter;

import dev.wharf.failure.FailureKind;
import dev.wharf.record.Origin;
import dev.wharf.value.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The names under which a provenance is written, in headers and in files, and what stands under each. */
final class Facts {
    static final String REASON = "reason";
    static final String EXCEPTION = "exception";
    static final String STAGE = "stage";
    static final String PIPELINE = "pipeline";
    static final String TOPIC = "topic";
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";
    static final String TIMESTAMP = "timestamp";
    static final String REPLAYS = "replays";

    private Facts() {}

    static Map<String, Value> of(Provenance provenance) {
        Failure failure = provenance.failure();
        Map<String, Value> facts = new LinkedHashMap<>();
        facts.put(REASON, new Value.Text(failure.reason()));
        facts.put(EXCEPTION, new Value.Text(failure.exception()));
        failure.kind().ifPresent(kind -> facts.put("kind", new Value.Text(word(kind))));
        facts.put(STAGE, new Value.Text(failure.stage()));
        facts.put(PIPELINE, new Value.Text(failure.pipeline()));
        facts.put(TOPIC, new Value.Text(provenance.origin().name()));
        facts.put(PARTITION, Value.Int.of(provenance.origin().partition()));
        facts.put(OFFSET, Value.Int.of(provenance.offset()));
        facts.put(TIMESTAMP, Value.Int.of(provenance.timestampMs()));
        facts.put("attempts", Value.Int.of(failure.attempts()));
        facts.put("time", Value.Int.of(failure.timeMs()));
        facts.put(REPLAYS, Value.Int.of(provenance.replays()));
        return facts;
    }

    /**
     * The provenance of these facts. Whatever stands there, it is read: what makes no sense counts as not known.
     *
     * @param facts the text under a name, empty where there is none
     */
    static Provenance read(UnaryOperator<String> facts) {
        Failure failure = new Failure(
                facts.apply(PIPELINE),
                facts.apply(STAGE),
                facts.apply(REASON),
                facts.apply(EXCEPTION),
                kind(facts.apply("kind")),
                integer(facts.apply("attempts")),
                number(facts.apply("time")));
        return new Provenance(
                new Origin(facts.apply(TOPIC), integer(facts.apply(PARTITION))),
                number(facts.apply(OFFSET)),
                number(facts.apply(TIMESTAMP)),
                failure,
                Math.max(0, integer(facts.apply(REPLAYS))));
    }

    /** A fact as text. */
    static String text(Value fact) {
        if (fact instanceof Value.Text text) {
            return text.value();
        }
        return fact instanceof Value.Int number ? Long.toString(number.value()) : "";
    }

    /** The number, or -1 where there is none or it is beyond an int. */
    static int integer(String text) {
        long number = number(text);
        return number == (int) number ? (int) number : -1;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String word(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<FailureKind> kind(String word) {
        for (FailureKind kind : FailureKind.values()) {
            if (word(kind).equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
