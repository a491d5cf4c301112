package dev.wharf.benchmarks;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Who takes part. Each is a main class that is given a {@link LoadJob} and prints a {@link ContestantReport}. */
enum Contestant {
    HAND_STREAMING("hand", "(a) hand loop, streaming parser", HandLoopStreaming.class),
    HAND_TREE("tree", "(b) hand loop, tree", HandLoopTree.class),
    STREAMS("streams", "(c) Kafka Streams", StreamsLoop.class),
    WHARF("wharf", "Wharf", WharfLoop.class),
    HAND_ONCE("hand-once", "hand loop with transactions", HandLoopOnce.class),
    WHARF_ONCE("wharf-once", "Wharf, exactly once", WharfOnceLoop.class),
    WHARF_AVRO("wharf-avro", "Wharf, from Avro to JSON", WharfAvroLoop.class),
    POLL("poll", "plain poll loop", PollLoop.class),
    HANDLER("handler", "Wharf, handler", HandlerRun.class);

    private final String label;
    private final String title;
    private final Class<?> mainClass;

    Contestant(String label, String title, Class<?> mainClass) {
        this.label = label;
        this.title = title;
        this.mainClass = mainClass;
    }

    static Contestant of(String label) {
        for (Contestant contestant : values()) {
            if (contestant.label.equals(label)) {
                return contestant;
            }
        }
        String known = Arrays.stream(values()).map(Contestant::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(label + " is not a contestant; there are " + known);
    }

    /** Its name on command lines, in topics and in rows. */
    String label() {
        return label;
    }

    /** Its name in tables. */
    String title() {
        return title;
    }

    /** Whether it needs the command on its class path. */
    boolean isCommand() {
        return this == WHARF || this == WHARF_ONCE || this == WHARF_AVRO;
    }

    Class<?> mainClass() {
        return mainClass;
    }
}
