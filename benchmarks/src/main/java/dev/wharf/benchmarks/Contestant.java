package dev.wharf.benchmarks;

/** Who takes part. Each is a main class that is given a {@link LoadJob} and prints a {@link ContestantReport}. */
enum Contestant {
    HAND_STREAMING("hand", "(a) hand loop, streaming parser", HandLoopStreaming.class),
    HAND_TREE("tree", "(b) hand loop, tree", HandLoopTree.class),
    STREAMS("streams", "(c) Kafka Streams", StreamsLoop.class),
    WHARF("wharf", "Wharf", WharfLoop.class);

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
        throw new IllegalArgumentException(label + " is not a contestant; use hand, tree, streams or wharf");
    }

    /** Its name on command lines, in topics and in rows. */
    String label() {
        return label;
    }

    /** Its name in tables. */
    String title() {
        return title;
    }

    Class<?> mainClass() {
        return mainClass;
    }
}
