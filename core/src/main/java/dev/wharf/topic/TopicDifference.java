package dev.wharf.topic;

/**
 * One thing in which a cluster is not as planned.
 *
 * @param what is different: {@link #TOPIC} for one that is missing, {@link #PARTITIONS}, {@link #REPLICATION_FACTOR},
 *     or a setting by Kafka's name
 * @param found empty for what is missing
 */
public record TopicDifference(String topic, String what, String wanted, String found, Remedy remedy) {
    public static final String TOPIC = "topic";
    public static final String PARTITIONS = "partitions";
    public static final String REPLICATION_FACTOR = "replication factor";

    /** What {@link TopicPlan#apply} does about it. */
    public sealed interface Remedy {
        /** It creates the topic so. */
        record Create(TopicTier tier) implements Remedy {}

        /** It sets what is wanted. */
        record Change() implements Remedy {}

        /**
         * It leaves it alone.
         *
         * @param reason why
         * @param advice what can be done about it by hand
         */
        record Leave(String reason, String advice) implements Remedy {}
    }

    /** Whether {@link TopicPlan#apply} leaves it alone. */
    public boolean isLeft() {
        return remedy instanceof Remedy.Leave;
    }

    /** Whether the topic is missing, and stays so, because there are too few brokers for it. */
    boolean isImpossible() {
        return what.equals(TOPIC) && isLeft();
    }

    /** Whether it is about a setting under Kafka's name. */
    public boolean isConfig() {
        return !what.equals(TOPIC) && !what.equals(PARTITIONS) && !what.equals(REPLICATION_FACTOR);
    }

    /** What is different, in a line. */
    public String stated() {
        return "topic " + topic + ": "
                + (found.isEmpty() ? "missing, wanted " + wanted : what + " " + found + ", wanted " + wanted);
    }

    /** What {@link TopicPlan#apply} makes of it, in a line without the advice. */
    @Override
    public String toString() {
        return switch (remedy) {
            case Remedy.Create create -> "topic " + topic + ": " + wanted;
            case Remedy.Change change -> "topic " + topic + ": " + what + " " + found + " -> " + wanted;
            case Remedy.Leave leave -> stated() + ": " + leave.reason();
        };
    }

    /** What is different, and what can be done about it. */
    String advised() {
        return stated()
                + switch (remedy) {
                    case Remedy.Create create -> "; apply would create it";
                    case Remedy.Change change -> "; apply would change it";
                    case Remedy.Leave leave -> ": " + leave.reason() + "; " + leave.advice();
                };
    }
}
